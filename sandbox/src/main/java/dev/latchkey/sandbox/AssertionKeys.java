package dev.latchkey.sandbox;

import java.io.ByteArrayInputStream;
import java.security.PublicKey;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Clock;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;

/** Finds the keys that may have signed an assertion, by what its header says. */
final class AssertionKeys {

  private final Clock clock;

  AssertionKeys(Clock clock) {
    this.clock = clock;
  }

  List<PublicKey> find(
      RecordedAssertion assertion, SandboxApplication application, ProofTerms terms)
      throws Refusal {
    Thumbprints thumbprints = Thumbprints.in(assertion);
    Optional<X509Certificate> named =
        application.certificates().stream().filter(thumbprints::name).findFirst();
    if (named.isPresent()) {
      return List.of(keyOf(named.get()));
    }
    if (assertion.header().containsKey("x5c") && !application.trustedSubjects().isEmpty()) {
      return List.of(vouchedFor(assertion, application, thumbprints).getPublicKey());
    }
    boolean namesAnother = !thumbprints.isEmpty() && !application.certificates().isEmpty();
    if (namesAnother || terms.certificateNamed()) {
      throw notRegistered(thumbprints);
    }
    List<PublicKey> all = new ArrayList<>(application.publicKeys());
    for (X509Certificate certificate : application.certificates()) {
      all.add(certificate.getPublicKey());
    }
    return all;
  }

  private PublicKey keyOf(X509Certificate certificate) throws Refusal {
    try {
      certificate.checkValidity(Date.from(clock.instant()));
      return certificate.getPublicKey();
    } catch (CertificateException e) {
      throw new Refusal(
          Refusal.Reason.WRONG_ASSERTION,
          "The certificate with identifier used to sign the client assertion is expired on application."
              + " [Reason - The key used is expired or not valid yet: valid from "
              + certificate.getNotBefore().toInstant()
              + " until "
              + certificate.getNotAfter().toInstant()
              + ".]");
    }
  }

  /**
   * Subject name and issuer: the leaf need not be known if the right authority stands behind it.
   */
  private X509Certificate vouchedFor(
      RecordedAssertion assertion, SandboxApplication application, Thumbprints thumbprints)
      throws Refusal {
    List<X509Certificate> chain = chain(assertion);
    X509Certificate leaf = chain.get(0);
    if (!thumbprints.isEmpty() && !thumbprints.name(leaf)) {
      throw notRegistered(thumbprints);
    }
    for (TrustedSubject trusted : application.trustedSubjects()) {
      if (trusted.vouchesFor(chain, clock.instant())) {
        return leaf;
      }
    }
    throw new Refusal(
        Refusal.Reason.WRONG_ASSERTION,
        "The certificate used to sign the client assertion is not registered on application. [Reason - No"
            + " trusted subject name and issuer fits the chain in x5c, whose leaf is '"
            + leaf.getSubjectX500Principal().getName()
            + "'.]");
  }

  private static List<X509Certificate> chain(RecordedAssertion assertion) throws Refusal {
    List<X509Certificate> chain = new ArrayList<>();
    try {
      CertificateFactory factory = CertificateFactory.getInstance("X.509");
      if (assertion.header().get("x5c") instanceof List<?> texts) {
        for (Object text : texts) {
          // The standard alphabet without line breaks (RFC 7515, section 4.1.6).
          byte[] encoded = Base64.getDecoder().decode(String.valueOf(text));
          chain.add(
              (X509Certificate) factory.generateCertificate(new ByteArrayInputStream(encoded)));
        }
      }
    } catch (CertificateException | IllegalArgumentException e) {
      throw AssertionSignature.malformed("its x5c is not a list of certificates in base64");
    }
    if (chain.isEmpty()) {
      throw AssertionSignature.malformed("its x5c holds no certificate");
    }
    return chain;
  }

  private static Refusal notRegistered(Thumbprints thumbprints) {
    return new Refusal(
        Refusal.Reason.WRONG_ASSERTION,
        "The certificate with identifier used to sign the client assertion is not registered on"
            + " application. [Reason - The key was not found., Thumbprint of key used by client: '"
            + thumbprints
            + "']");
  }
}
