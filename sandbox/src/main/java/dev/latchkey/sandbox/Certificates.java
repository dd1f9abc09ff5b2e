package dev.latchkey.sandbox;

import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.SecureRandom;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

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
    return server(shortLived("CN=localhost").hosts(names).issuer(authority).build(), random);
  }

  /** Returns a context for the server side that shows a certificate which nobody vouches for. */
  static SSLContext server(TestCertificate server, SecureRandom random) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(keyManagers(server), new TrustManager[] {new AnyClient()}, random);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException("the sandbox could not use its server certificate", e);
    }
  }

  /** Returns a context for the client side that trusts this authority and no other. */
  SSLContext trusting() {
    return trusting(null);
  }

  /** Returns such a context that also shows a certificate to who asks for one. */
  SSLContext showing(TestCertificate client) {
    try {
      return trusting(keyManagers(client));
    } catch (GeneralSecurityException | IOException e) {
      throw new IllegalStateException(client + " could not be used for TLS", e);
    }
  }

  private static KeyManager[] keyManagers(TestCertificate certificate)
      throws GeneralSecurityException, IOException {
    KeyManagerFactory managers =
        KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    managers.init(certificate.keyStore(NO_PASSWORD), NO_PASSWORD);
    return managers.getKeyManagers();
  }

  private SSLContext trusting(KeyManager @Nullable [] own) {
    try {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(null, NO_PASSWORD);
      store.setCertificateEntry("sandbox", authority());
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(store);
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(own, managers.getTrustManagers(), random);
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
