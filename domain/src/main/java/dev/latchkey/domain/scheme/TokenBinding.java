package dev.latchkey.domain.scheme;

import dev.latchkey.domain.credential.Secret;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/**
 * The key that a token is bound to, as whoever uses the token needs it. It does not print and is
 * not stored. Implementations are safe for concurrent use.
 *
 * @since 0.1
 */
public interface TokenBinding {

  /** {@return the name of the key, or the SHA-256 thumbprint of the certificate} */
  String keyId();

  /**
   * Makes what a request has to carry.
   *
   * @param accessToken the token
   * @param request the request, which the proof is good for and no other
   * @return header fields by name
   * @throws dev.latchkey.domain.error.CryptoException if the key could not sign
   * @throws IllegalStateException if such a token is not used in HTTP requests
   */
  Map<String, String> headersFor(Secret accessToken, ProtectedRequest request);

  /** {@return the certificate that the resource has to be called with; empty for other keys} */
  default Optional<X509Certificate> certificate() {
    return Optional.empty();
  }
}
