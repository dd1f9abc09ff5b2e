package dev.latchkey.application.scheme;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.scheme.ProtectedRequest;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.ClientCertificate;
import java.security.cert.X509Certificate;
import java.util.Map;
import java.util.Optional;

/**
 * Tokens bound to the certificate of a TLS handshake (RFC 8705, section 3). Named by the digest of
 * the whole certificate: one that was renewed with the same key is another to the resource.
 */
final class CertificateBinding implements KeyBinding {

  private final ClientCertificate certificate;
  private final String keyId;
  private final TokenType type;

  CertificateBinding(ClientCertificate certificate, TokenType type) {
    this.certificate = certificate;
    this.keyId =
        CertificateThumbprint.of(CertificateThumbprint.Kind.SHA256, certificate.chain().get(0))
            .value();
    this.type = type;
  }

  boolean isOf(X509Certificate other, TokenType wanted) {
    return type.equals(wanted) && certificate.chain().get(0).equals(other);
  }

  @Override
  public String keyId() {
    return keyId;
  }

  @Override
  public TokenType tokenType() {
    return type;
  }

  // RFC 8705 needs no parameter: the handshake says it.
  @Override
  public Map<String, String> parameters() {
    return type.equals(TokenType.MTLS_POP) ? Map.of("token_type", type.value()) : Map.of();
  }

  @Override
  public Optional<ClientCertificate> clientCertificate() {
    return Optional.of(certificate);
  }

  @Override
  public Optional<X509Certificate> certificate() {
    return Optional.of(certificate.chain().get(0));
  }

  @Override
  public Map<String, String> headersFor(Secret accessToken, ProtectedRequest request) {
    return Map.of("Authorization", type.value() + " " + accessToken.reveal());
  }

  /** {@return the name of the certificate} */
  @Override
  public String toString() {
    return "CertificateBinding[keyId=" + keyId + "]";
  }
}
