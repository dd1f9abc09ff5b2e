package dev.latchkey.sandbox;

import java.util.List;
import java.util.function.Predicate;

/** An assertion by another issuer, which vouches for a workload (RFC 7521, section 4.2). */
final class FederatedAssertion implements AssertionKind {

  private final AssertionLifetime lifetime;

  FederatedAssertion(AssertionLifetime lifetime) {
    this.lifetime = lifetime;
  }

  @Override
  public boolean fits(RecordedRequest request, SandboxApplication application) {
    return !application.federated().isEmpty()
        && request
            .clientAssertion()
            .filter(it -> it.claimText("iss").equals(application.clientId()))
            .isEmpty();
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    RecordedAssertion assertion = AssertionSignature.parsed(request);
    AssertionSignature.checkAlgorithm(assertion, terms.algorithms());
    String issuer = assertion.claimText("iss");
    String subject = assertion.claimText("sub");
    List<String> audiences = assertion.audiences();
    List<FederatedIdentity> left =
        matching(
            application.federated(),
            one -> one.issuer().equals(issuer),
            Refusal.Reason.FEDERATED_ISSUER,
            "issuer '" + issuer + "'");
    left =
        matching(
            left,
            one -> one.subject().equals(subject),
            Refusal.Reason.FEDERATED_SUBJECT,
            "subject '" + subject + "'");
    left =
        matching(
            left,
            one -> audiences.contains(one.audience()),
            Refusal.Reason.FEDERATED_AUDIENCE,
            "audience '" + String.join(", ", audiences) + "'");
    AssertionSignature.check(assertion, left.stream().map(FederatedIdentity::key).toList());
    lifetime.check(assertion);
  }

  private static List<FederatedIdentity> matching(
      List<FederatedIdentity> identities,
      Predicate<FederatedIdentity> condition,
      Refusal.Reason reason,
      String what)
      throws Refusal {
    List<FederatedIdentity> matching = identities.stream().filter(condition).toList();
    if (matching.isEmpty()) {
      throw new Refusal(
          reason,
          "No matching federated identity record found for presented assertion "
              + what
              + ". Issuer, subject and audience must be equal, letter by letter.");
    }
    return matching;
  }
}
