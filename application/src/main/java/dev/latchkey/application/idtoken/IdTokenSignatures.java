package dev.latchkey.application.idtoken;

import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.crypto.TokenVerifier;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Verifies the signatures of ID tokens, for clients that want more than TLS to vouch for them. Read
 * a token first: what is refused for other reasons needs no key. Safe for concurrent use.
 */
public final class IdTokenSignatures {

  private static final Set<SigningAlgorithm> ALGORITHMS = Set.of(SigningAlgorithm.values());

  private final TokenVerifier verifier;
  private final TimeSource time;
  private final KeySets keySets;

  /**
   * Verifies for one client.
   *
   * @param verifier does so
   * @param time decides when to ask for keys again
   */
  public IdTokenSignatures(TokenVerifier verifier, TimeSource time) {
    this.verifier = Objects.requireNonNull(verifier, "verifier");
    this.time = Objects.requireNonNull(time, "time");
    this.keySets = new KeySets(time);
  }

  /**
   * Makes sure that the authority signed a token.
   *
   * @param jwt the token
   * @param endpoints the authority
   * @param conversation used if its keys are not known
   * @throws IdTokenException if the signature is wrong, or none of the authority's keys made it
   * @throws ServiceException if the keys cannot be had
   * @throws ConfigurationException if the authority's metadata does not say where its keys lie
   */
  public void require(Secret jwt, Endpoints endpoints, Conversation conversation) {
    URI uri = endpoints.keySet();
    if (uri == null) {
      throw new ConfigurationException(
          "the metadata of "
              + endpoints.authority()
              + " states no jwks_uri, so signatures of its id tokens cannot be verified",
          conversation.details(),
          null);
    }
    String keys = keySets.at(uri, conversation);
    if (isSigned(jwt, keys, conversation)) {
      return;
    }
    String newer = keySets.newerAt(uri, keys, conversation);
    if (newer == null || !isSigned(jwt, newer, conversation)) {
      throw refusal("its key is not one of its issuer's", conversation, null);
    }
  }

  /** {@return false if the set has no key of the token's name} */
  private boolean isSigned(Secret jwt, String keys, Conversation conversation) {
    try {
      return verifier.verify(jwt, keys, ALGORITHMS).isPresent();
    } catch (CryptoException e) {
      throw refusal(String.valueOf(e.getMessage()), conversation, e);
    }
  }

  private IdTokenException refusal(
      String what, Conversation conversation, @Nullable CryptoException cause) {
    return new IdTokenException(
        IdTokenException.Reason.SIGNATURE,
        what,
        time.instant(),
        Map.of(),
        conversation.details(),
        cause);
  }
}
