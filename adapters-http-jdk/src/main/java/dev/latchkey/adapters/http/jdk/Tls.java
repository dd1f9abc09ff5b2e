package dev.latchkey.adapters.http.jdk;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.Trust;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Collection;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import org.jspecify.annotations.Nullable;

/** Turns trust and identity into TLS contexts. */
final class Tls {

  private static final System.Logger LOG =
      System.getLogger(JdkHttpTransportProvider.class.getName());
  private static final int MAX_CA_FILE = 1 << 20;
  private static final String[] PROTOCOLS = {"TLSv1.3", "TLSv1.2"};

  private Tls() {}

  /** Reads what trust names, now, so that a broken file is found before the first request. */
  static TrustManager[] trustManagers(Trust trust) {
    if (trust instanceof Trust.RuntimeDefault) {
      return managersFor(null);
    }
    if (trust instanceof Trust.CaFile file) {
      return managersFor(read(file.pem()));
    }
    if (trust instanceof Trust.Certificates given) {
      return managersFor(given.authorities());
    }
    if (trust instanceof Trust.Anyone) {
      LOG.log(
          System.Logger.Level.WARNING,
          "insecureTrustAnyServer is on: neither certificates nor host names are checked, and"
              + " whoever is on the way can read and change every token");
      return new TrustManager[] {new TrustAnyone()};
    }
    throw new AssertionError(trust);
  }

  private static Collection<? extends Certificate> read(Path pem) {
    try (InputStream in = Files.newInputStream(pem)) {
      byte[] bytes = in.readNBytes(MAX_CA_FILE + 1);
      if (bytes.length > MAX_CA_FILE) {
        throw new ConfigurationException("CA file " + pem + " is larger than 1 MiB");
      }
      Collection<? extends Certificate> found =
          CertificateFactory.getInstance("X.509")
              .generateCertificates(new ByteArrayInputStream(bytes));
      if (found.isEmpty()) {
        throw new ConfigurationException("CA file " + pem + " has no PEM certificate in it");
      }
      return found;
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "CA file " + pem + " cannot be read as PEM certificates", FailureDetails.none(), e);
    }
  }

  private static TrustManager[] managersFor(
      @Nullable Collection<? extends Certificate> authorities) {
    try {
      TrustManagerFactory factory =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      KeyStore anchors = null;
      if (authorities != null) {
        anchors = KeyStore.getInstance("PKCS12");
        anchors.load(null, null);
        int number = 0;
        for (Certificate authority : authorities) {
          anchors.setCertificateEntry("ca-" + number++, authority);
        }
      }
      factory.init(anchors);
      return factory.getTrustManagers();
    } catch (IOException | GeneralSecurityException e) {
      throw new ConfigurationException(
          "the trusted certificate authorities cannot be loaded", FailureDetails.none(), e);
    }
  }

  /**
   * Makes a context of its own, with a session cache of its own. The runtime's default context
   * would present the key store of the system properties to whoever asks.
   */
  static SSLContext context(TrustManager[] managers, @Nullable ClientCertificate identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity == null ? new KeyManager[0] : new KeyManager[] {new SingleIdentity(identity)},
          managers,
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(
          "this Java runtime cannot set TLS up", FailureDetails.none(), e);
    }
  }

  static SSLParameters parameters() {
    return new SSLParameters(null, PROTOCOLS.clone());
  }
}
