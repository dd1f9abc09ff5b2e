package dev.latchkey.sandbox;

import java.security.cert.CertificateException;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.Date;
import java.util.Optional;

/** The certificate of the TLS connection, registered itself (RFC 8705, section 2.2). */
final class TlsSelfSigned implements ClientAuthentication {

  static final String METHOD = "self_signed_tls_client_auth";

  private final Clock clock;

  TlsSelfSigned(Clock clock) {
    this.clock = clock;
  }

  /**
   * Returns the certificate where it is the only proof. Beside a secret or an assertion it is none:
   * it may have come along because the client's TLS stack sends it to everybody who asks.
   */
  static Optional<X509Certificate> certificateAlone(RecordedRequest request) {
    boolean otherProof =
        request.formParameter("client_secret").isPresent()
            || request.formParameter("client_assertion").isPresent()
            || request.header("Authorization").isPresent();
    return otherProof ? Optional.empty() : request.clientCertificate();
  }

  static boolean isSelfSigned(X509Certificate certificate) {
    return certificate.getSubjectX500Principal().equals(certificate.getIssuerX500Principal());
  }

  static Refusal refusal(X509Certificate certificate, String why) {
    return new Refusal(
        Refusal.Reason.WRONG_CERTIFICATE,
        "the client certificate of '"
            + certificate.getSubjectX500Principal().getName()
            + "' is refused: "
            + why
            + ".");
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public boolean isUsedBy(RecordedRequest request) {
    return certificateAlone(request).filter(TlsSelfSigned::isSelfSigned).isPresent();
  }

  @Override
  public Optional<String> clientId(RecordedRequest request) {
    return request.formParameter("client_id");
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    X509Certificate certificate = request.clientChain().get(0);
    if (!application.certificates().contains(certificate)) {
      throw refusal(certificate, "it is not registered");
    }
    try {
      certificate.checkValidity(Date.from(clock.instant()));
    } catch (CertificateException e) {
      throw refusal(certificate, "it is expired or not valid yet");
    }
  }
}
