package dev.latchkey.domain.scheme;

/**
 * Tokens bound to the certificate that the client proves itself with in the TLS handshake (RFC
 * 8705, section 3; Entra: {@code mtls_pop}). The resource has to be called with the same
 * certificate. For confidential clients with a certificate.
 *
 * @since 0.1
 */
public enum MutualTlsScheme implements KeyBoundScheme {
  /** The certificate of the client's credential, as it is when a token is asked for. */
  CLIENT_CERTIFICATE
}
