package dev.latchkey.sandbox;

/** An assertion that was registered letter by letter. */
final class ReadyMadeAssertion implements AssertionKind {

  @Override
  public boolean fits(RecordedRequest request, SandboxApplication application) {
    return request
        .formParameter("client_assertion")
        .filter(application::acceptsAssertion)
        .isPresent();
  }

  @Override
  public void check(RecordedRequest request, SandboxApplication application, ProofTerms terms) {
    // That it is the one registered is all there is to know.
  }
}
