package dev.latchkey.domain.scheme;

import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.SigningAlgorithm;
import java.util.Objects;

/**
 * Demonstrated proof of possession (RFC 9449): a signed proof goes along with the token request and
 * with every use of the token. For OpenID Connect providers.
 *
 * <p>Refresh tokens of public clients are bound to the key as well. A client that keeps them beyond
 * its own life needs a key that is there again next time: see {@link #of}.
 *
 * @param keys the key that signs
 * @since 0.1
 */
public record DpopScheme(SigningKeys keys) implements KeyBoundScheme {

  /**
   * Checks that the key is there.
   *
   * @param keys the key that signs
   */
  public DpopScheme {
    Objects.requireNonNull(keys, "keys");
  }

  /**
   * Signs with a key that the client makes in memory and keeps as long as it lives: EC on P-256,
   * ES256.
   *
   * @return the scheme
   */
  public static DpopScheme create() {
    return new DpopScheme(SigningKeys.made(SigningAlgorithm.ES256));
  }

  /**
   * Signs with a key that is there already, which may be opaque.
   *
   * @param algorithm how it signs
   * @param source where it is, with its certificate; give the same object each time
   * @return the scheme
   */
  public static DpopScheme of(SigningAlgorithm algorithm, KeySource source) {
    return new DpopScheme(SigningKeys.of(algorithm, source));
  }
}
