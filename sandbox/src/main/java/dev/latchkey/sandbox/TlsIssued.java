package dev.latchkey.sandbox;

import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** The certificate of the TLS connection, by subject and authority (RFC 8705, section 2.1). */
final class TlsIssued implements ClientAuthentication {

  static final String METHOD = "tls_client_auth";

  private final Clock clock;

  TlsIssued(Clock clock) {
    this.clock = clock;
  }

  @Override
  public String method() {
    return METHOD;
  }

  @Override
  public boolean isUsedBy(RecordedRequest request) {
    return TlsSelfSigned.certificateAlone(request)
        .filter(it -> !TlsSelfSigned.isSelfSigned(it))
        .isPresent();
  }

  @Override
  public Optional<String> clientId(RecordedRequest request) {
    return request.formParameter("client_id");
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    List<X509Certificate> chain = request.clientChain();
    boolean known =
        application.trustedSubjects().stream()
            .anyMatch(trusted -> trusted.vouchesFor(chain, clock.instant()));
    if (!known) {
      throw TlsSelfSigned.refusal(
          chain.get(0), "no trusted subject with its authority fits its chain");
    }
  }
}
