/**
 * An identity provider in one process, for tests and demonstrations: really signed tokens, scripted
 * faults, virtual time.
 *
 * <p>It shares no code and no JOSE library with the client it tests, so that one mistake cannot
 * hide in both.
 */
module dev.latchkey.sandbox {
  requires static transitive org.jspecify;
  // Not transitive: every module that uses the sandbox would have to bring JUnit along.
  requires static org.junit.jupiter.api;
  requires java.xml;
  requires java.xml.crypto;
  requires com.nimbusds.jose.jwt;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;

  exports dev.latchkey.sandbox;
}
