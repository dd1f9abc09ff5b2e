package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Instant;

/** An assertion that the client signed about itself (RFC 7523, section 3). */
final class SignedAssertion implements AssertionKind {

  private final AssertionLifetime lifetime;
  private final AssertionKeys keys;
  private final SeenAssertions seen;

  SignedAssertion(Clock clock, AssertionLifetime lifetime) {
    this.lifetime = lifetime;
    keys = new AssertionKeys(clock);
    seen = new SeenAssertions(clock);
  }

  @Override
  public boolean fits(RecordedRequest request, SandboxApplication application) {
    return application.verifiesAssertions();
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    RecordedAssertion assertion = AssertionSignature.parsed(request);
    AssertionSignature.checkAlgorithm(assertion, terms.algorithms());
    AssertionSignature.check(assertion, keys.find(assertion, application, terms));
    String clientId = application.clientId();
    if (!assertion.claimText("iss").equals(clientId)
        || !assertion.claimText("sub").equals(clientId)) {
      throw new Refusal(
          Refusal.Reason.ASSERTION_SUBJECT,
          "Client assertion application identifier doesn't match 'client_id' parameter: both 'iss' and"
              + " 'sub' must be '"
              + clientId
              + "'.");
    }
    if (assertion.audiences().size() != 1
        || !terms.audiences().contains(assertion.audiences().get(0))) {
      throw new Refusal(
          Refusal.Reason.ASSERTION_AUDIENCE,
          "Client assertion audience claim does not match Realm issuer: it is '"
              + String.join(", ", assertion.audiences())
              + "', expected is "
              + String.join(" or ", terms.audiences())
              + ".");
    }
    Instant end = lifetime.check(assertion);
    if (application.singleUseAssertions().orElse(terms.singleUse())) {
      checkFirstUse(assertion, clientId, end);
    }
  }

  private void checkFirstUse(RecordedAssertion assertion, String clientId, Instant end)
      throws Refusal {
    String id = assertion.claimText("jti");
    if (id.isEmpty()) {
      throw AssertionSignature.malformed("the claim 'jti' is missing");
    }
    if (!seen.isFirst(clientId, id, end.plus(AssertionLifetime.SKEW))) {
      throw new Refusal(
          Refusal.Reason.ASSERTION_REUSED,
          "Client assertion with jti '" + id + "' was used before; it is good for once.");
    }
  }
}
