package dev.latchkey.domain.credential;

/**
 * What a confidential client proves its identity with. Immutable; it only describes, and nothing is
 * opened before the client is built.
 *
 * @since 0.1
 */
public sealed interface ClientCredential permits SecretCredential, AssertionCredential {

  /**
   * A secret that the authority and the application share.
   *
   * @param secret the secret, verbatim
   * @return the credential
   * @throws IllegalArgumentException if it is empty
   */
  static ClientCredential secret(String secret) {
    return new SecretCredential(Secret.of(secret));
  }

  /**
   * A secret that the authority and the application share.
   *
   * @param secret the secret
   * @return the credential
   */
  static ClientCredential secret(Secret secret) {
    return new SecretCredential(secret);
  }

  /**
   * A signed assertion that the application makes or obtains itself (RFC 7523, section 2.2).
   *
   * @param source asked anew for each token request
   * @return the credential
   */
  static ClientCredential assertion(AssertionSource source) {
    return new AssertionCredential(source);
  }
}
