package dev.latchkey.application.idtoken;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.application.request.IdTokenTimePolicy;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Takes or refuses the ID tokens of answers, as one client wants it. Safe for concurrent use. */
public final class IdTokenValidation {

  private final IdTokenReader reader = new IdTokenReader();
  private final TimeSource time;
  private final @Nullable IdTokenTimePolicy timePolicy;
  private final @Nullable IdTokenSignatures signatures;

  /**
   * Validates for one client.
   *
   * @param time by which times are judged
   * @param timePolicy what happens where times disagree; null for what the kind of authority has
   * @param signatures verifies signatures; null to leave it to TLS
   */
  public IdTokenValidation(
      TimeSource time,
      @Nullable IdTokenTimePolicy timePolicy,
      @Nullable IdTokenSignatures signatures) {
    this.time = Objects.requireNonNull(time, "time");
    this.timePolicy = timePolicy;
    this.signatures = signatures;
  }

  /**
   * Validates a token.
   *
   * @param jwt the token
   * @param expected what it has to say
   * @param endpoints the authority that sent it
   * @param conversation the operation; used if the authority's keys are not known
   * @return its claims
   * @throws IdTokenException if it is malformed, not the authority's, or was meant for another
   *     client, flow or time
   */
  public IdTokenClaims validate(
      Secret jwt, IdTokenExpectation expected, Endpoints endpoints, Conversation conversation) {
    IdTokenClaims claims =
        reader.read(
            jwt,
            timePolicy == null ? expected : expected.timePolicy(timePolicy),
            time.instant(),
            conversation.details());
    if (signatures != null) {
      signatures.require(jwt, endpoints, conversation);
    }
    return claims;
  }
}
