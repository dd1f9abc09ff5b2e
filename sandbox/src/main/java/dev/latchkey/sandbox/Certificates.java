package dev.latchkey.sandbox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/** A certificate authority of one sandbox, and the one server certificate that it signs. */
final class Certificates {

  private static final char[] NO_PASSWORD = new char[0];

  private final SecureRandom random = new SecureRandom();
  private final TestCertificate authority =
      shortLived("CN=Latchkey sandbox CA " + Long.toHexString(random.nextLong()))
          .authority()
          .build();

  X509Certificate authority() {
    return authority.certificate();
  }

  String authorityPem() {
    return authority.certificatePem();
  }

  /** Returns a context for the server side, whose certificate is good for the names. */
  SSLContext server(Collection<String> names) {
    TestCertificate server = shortLived("CN=localhost").hosts(names).issuer(authority).build();
    try {
      KeyManagerFactory managers =
          KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
      managers.init(server.keyStore(NO_PASSWORD), NO_PASSWORD);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(managers.getKeyManagers(), null, random);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the sandbox could not use its server certificate", e);
    }
  }

  /** Returns a context for the client side that trusts this authority and no other. */
  SSLContext trusting() {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setCertificateEntry("sandbox", authority());
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(null, managers.getTrustManagers(), random);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the sandbox could not make a context that trusts it", e);
    }
  }

  /**
   * Dated by real time, since the TLS stack of the client asks no virtual clock, and short, since
   * some clients refuse servers whose certificate lasts for years.
   */
  private static TestCertificate.Builder shortLived(String subject) {
    Instant now = Instant.now();
    return TestCertificate.builder(subject)
        .ec()
        .validity(now.minus(Duration.ofDays(1)), now.plus(Duration.ofDays(30)));
  }
}
