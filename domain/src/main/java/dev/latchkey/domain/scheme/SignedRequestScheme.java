package dev.latchkey.domain.scheme;

import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import java.time.Duration;
import java.util.Objects;

/**
 * Signed HTTP requests (Entra; draft-ietf-oauth-signed-http-request, version 03): the token names a
 * key of the application's, and each request is signed with it, together with the token. No broker
 * takes part.
 *
 * @param keys the key that signs
 * @since 0.1
 */
public record SignedRequestScheme(SigningKeys keys) implements KeyBoundScheme {

  /** How long a key that the client made is used unless something else is said. */
  public static final Duration KEY_LIFETIME = Duration.ofHours(8);

  /**
   * Checks that the key is there.
   *
   * @param keys the key that signs
   */
  public SignedRequestScheme {
    Objects.requireNonNull(keys, "keys");
  }

  /**
   * Signs with keys that the client makes in memory: RSA, PS256, another one every {@link
   * #KEY_LIFETIME}.
   *
   * @return the scheme
   */
  public static SignedRequestScheme create() {
    return new SignedRequestScheme(
        SigningKeys.made(SigningAlgorithm.PS256).replacedAfter(KEY_LIFETIME));
  }

  /**
   * Signs with a key that is there already, which may be opaque.
   *
   * @param source where it is, with its certificate; give the same object each time
   * @return the scheme, with PS256
   */
  public static SignedRequestScheme of(KeySource source) {
    return new SignedRequestScheme(SigningKeys.of(SigningAlgorithm.PS256, source));
  }
}
