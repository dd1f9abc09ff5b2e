package dev.latchkey.sandbox;

import java.time.Clock;
import java.util.List;
import java.util.Optional;

/** A client assertion (RFC 7523, section 2.2), of whichever kind. */
final class AssertionAuthentication implements ClientAuthentication {

  /** Of an assertion that is good by itself. */
  static final String JWT_BEARER = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";

  /** Of an assertion whose certificate is shown in the handshake (Entra). */
  static final String JWT_POP = "urn:ietf:params:oauth:client-assertion-type:jwt-pop";

  private final List<AssertionKind> kinds;

  AssertionAuthentication(Clock clock) {
    AssertionLifetime lifetime = new AssertionLifetime(clock);
    kinds =
        List.of(
            new ReadyMadeAssertion(),
            new FederatedAssertion(lifetime),
            new SignedAssertion(clock, lifetime));
  }

  @Override
  public String method() {
    return "private_key_jwt";
  }

  @Override
  public boolean isUsedBy(RecordedRequest request) {
    return request.formParameter("client_assertion").isPresent();
  }

  @Override
  public Optional<String> clientId(RecordedRequest request) {
    Optional<String> sent = request.formParameter("client_id");
    return sent.isPresent()
        ? sent
        : request
            .clientAssertion()
            .map(assertion -> assertion.claimText("sub"))
            .filter(subject -> !subject.isEmpty());
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    String type = TokenExchange.required(request, "client_assertion_type");
    if (!type.equals(terms.assertionType())) {
      throw new Refusal(
          Refusal.Reason.WRONG_ASSERTION,
          "The client_assertion_type '"
              + type
              + "' is not supported; it must be '"
              + terms.assertionType()
              + "'.");
    }
    for (AssertionKind kind : kinds) {
      if (kind.fits(request, application)) {
        kind.check(request, application, terms);
        return;
      }
    }
    throw new Refusal(
        Refusal.Reason.WRONG_ASSERTION,
        "The client assertion could not be verified: the application has no certificate and no key.");
  }
}
