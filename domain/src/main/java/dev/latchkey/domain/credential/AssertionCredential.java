package dev.latchkey.domain.credential;

import java.util.Objects;
import java.util.Optional;

/**
 * A client assertion that comes from the application.
 *
 * @param source asked anew for each token request
 * @param certificate shown in the TLS handshake where a token is bound to it; its own assertions
 *     are not used
 * @since 0.1
 */
public record AssertionCredential(
    AssertionSource source, Optional<CertificateCredential> certificate)
    implements ClientCredential {

  /**
   * Checks that both are there.
   *
   * @param source asked anew for each token request
   * @param certificate shown in the TLS handshake where a token is bound to it; its own assertions
   *     are not used
   */
  public AssertionCredential {
    Objects.requireNonNull(source, "assertion source");
    Objects.requireNonNull(certificate, "certificate");
  }
}
