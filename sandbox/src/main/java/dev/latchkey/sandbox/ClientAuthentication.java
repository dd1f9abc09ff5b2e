package dev.latchkey.sandbox;

import java.util.Optional;

/** One way in which a client proves who it is (RFC 6749, section 2.3). */
interface ClientAuthentication {

  /** Returns the name under which metadata lists it. */
  String method();

  /** Tells whether the request uses it. */
  boolean isUsedBy(RecordedRequest request);

  /** Returns the client id that the proof itself names, or empty if it names none. */
  Optional<String> clientId(RecordedRequest request) throws Refusal;

  /** Refuses unless the request proves that the application sent it. */
  void check(RecordedRequest request, SandboxApplication application, ProofTerms terms)
      throws Refusal;
}
