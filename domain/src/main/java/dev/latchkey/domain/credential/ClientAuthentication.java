package dev.latchkey.domain.credential;

/**
 * How a client proves its identity to a token endpoint (RFC 6749, section 2.3; OpenID Connect Core,
 * section 9; RFC 8705).
 *
 * @since 0.1
 */
public enum ClientAuthentication {
  /** A secret in the body. */
  POST("client_secret_post"),
  /** A secret in the Authorization header. */
  BASIC("client_secret_basic"),
  /** A signed assertion in the body (RFC 7523). */
  ASSERTION("private_key_jwt"),
  /** A certificate in the TLS handshake; the key does not sign anything else. */
  MUTUAL_TLS("tls_client_auth");

  private final String registeredName;

  ClientAuthentication(String registeredName) {
    this.registeredName = registeredName;
  }

  /** {@return the name in the registry of token endpoint authentication methods} */
  public String registeredName() {
    return registeredName;
  }

  /**
   * Tells whether a kind of credential can prove an identity this way.
   *
   * @param credential the credential
   * @return whether it can
   */
  public boolean fits(ClientCredential credential) {
    if (this == MUTUAL_TLS) {
      return credential instanceof CertificateCredential;
    }
    return credential instanceof SecretCredential == (this != ASSERTION);
  }
}
