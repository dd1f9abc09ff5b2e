package dev.latchkey.sandbox;

import java.security.GeneralSecurityException;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.Date;
import java.util.List;
import java.util.Set;
import javax.security.auth.x500.X500Principal;

/** A name that an application goes by when a certain authority certifies it. */
record TrustedSubject(X500Principal subject, X509Certificate issuer) {

  /** Tells whether the chain, leaf first, leads from the name to the authority. */
  boolean vouchesFor(List<X509Certificate> chain, Instant now) {
    // What stands above the authority does not matter: it is trusted for itself.
    int end = chain.indexOf(issuer);
    List<X509Certificate> below = end < 0 ? chain : chain.subList(0, end);
    if (below.isEmpty() || !below.get(0).getSubjectX500Principal().equals(subject)) {
      return false;
    }
    try {
      PKIXParameters parameters = new PKIXParameters(Set.of(new TrustAnchor(issuer, null)));
      parameters.setRevocationEnabled(false);
      parameters.setDate(Date.from(now));
      CertPathValidator.getInstance("PKIX")
          .validate(CertificateFactory.getInstance("X.509").generateCertPath(below), parameters);
      return true;
    } catch (GeneralSecurityException leadsElsewhere) {
      return false;
    }
  }
}
