package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token in exchange for another (RFC 8693, section 2.1).
 *
 * @param subjectToken whom the new token is for
 * @param subjectType what kind of token that is
 * @param actorToken who acts for them, or null for the client itself
 * @param actorType what kind of token that is, or null if there is none
 * @param scopes the scopes; none for what the authority thinks fit
 * @since 0.1
 */
public record TokenExchangeGrant(
    Secret subjectToken,
    URI subjectType,
    @Nullable Secret actorToken,
    @Nullable URI actorType,
    Scopes scopes)
    implements Grant {

  /**
   * Checks that an actor's token comes with its type, and that all else is there.
   *
   * @param subjectToken whom the new token is for
   * @param subjectType what kind of token that is
   * @param actorToken who acts for them, or null for the client itself
   * @param actorType what kind of token that is, or null if there is none
   * @param scopes the scopes; none for what the authority thinks fit
   */
  public TokenExchangeGrant {
    Objects.requireNonNull(subjectToken, "subject token");
    Objects.requireNonNull(subjectType, "subject type");
    Objects.requireNonNull(scopes, "scopes");
    if ((actorToken == null) != (actorType == null)) {
      throw new IllegalArgumentException("actor token and actor type go together");
    }
  }
}
