package dev.latchkey.sandbox;

/** One kind of client assertion. */
interface AssertionKind {

  /** Tells whether the assertion of a request is to be judged as one of this kind. */
  boolean fits(RecordedRequest request, SandboxApplication application);

  /** Refuses an assertion that is not good. */
  void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal;
}
