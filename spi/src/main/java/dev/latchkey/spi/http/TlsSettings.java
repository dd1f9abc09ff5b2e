package dev.latchkey.spi.http;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.CertStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.CollectionCertStoreParameters;
import java.security.cert.PKIXBuilderParameters;
import java.security.cert.TrustAnchor;
import java.security.cert.X509CRL;
import java.security.cert.X509CertSelector;
import java.util.Arrays;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import javax.net.ssl.CertPathTrustManagerParameters;
import javax.net.ssl.KeyManager;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.TrustManager;
import javax.net.ssl.TrustManagerFactory;
import javax.net.ssl.X509TrustManager;
import org.jspecify.annotations.Nullable;

/**
 * What {@link Trust} and {@link ClientCertificate} mean in terms of the Java runtime, so that every
 * adapter means the same. What trust names is read once, when this is made. Immutable.
 *
 * @since 0.1
 */
public final class TlsSettings {

  private static final int MAX_CA_FILE = 1 << 20;

  private final boolean checkNames;
  private final TrustManager[] managers;

  private TlsSettings(boolean checkNames, TrustManager[] managers) {
    this.checkNames = checkNames;
    this.managers = managers;
  }

  /**
   * Reads what trust names, now, so that a broken file is found before the first request.
   *
   * @param trust whose certificates are believed
   * @return the settings
   * @throws ConfigurationException if a CA file is missing, longer than 1 MiB, or holds no
   *     certificate
   */
  public static TlsSettings of(Trust trust) {
    if (trust instanceof Trust.RuntimeDefault) {
      return new TlsSettings(true, managersFor(null));
    }
    if (trust instanceof Trust.CaFile file) {
      return new TlsSettings(true, managersFor(read(file.pem())));
    }
    if (trust instanceof Trust.Certificates given) {
      return new TlsSettings(true, managersFor(given.authorities()));
    }
    if (trust instanceof Trust.UnlessRevoked narrower) {
      return new TlsSettings(true, managersFor(of(narrower.trust()).managers, narrower.lists()));
    }
    if (trust instanceof Trust.Pinned pinned) {
      return new TlsSettings(false, new TrustManager[] {new TrustPinned(pinned.thumbprint())});
    }
    if (trust instanceof Trust.Anyone) {
      return new TlsSettings(false, new TrustManager[] {new TrustAnyone()});
    }
    throw new AssertionError(trust);
  }

  /**
   * Makes a context of its own, with a session cache of its own. The runtime's default context
   * would present the key store of the system properties to whoever asks.
   *
   * @param identity the certificate to present; empty for none
   * @return the context
   * @throws ConfigurationException if the Java runtime cannot do it
   */
  public SSLContext context(Optional<ClientCertificate> identity) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      context.init(
          identity
              .map(it -> new KeyManager[] {new SingleIdentity(it)})
              .orElseGet(() -> new KeyManager[0]),
          managers.clone(),
          null);
      return context;
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(
          "this Java runtime cannot set TLS up", FailureDetails.none(), e);
    }
  }

  /**
   * Makes parameters for a connection: TLS 1.2 or newer, and the check of the host name unless
   * anybody is trusted.
   *
   * @return new parameters, the caller's to change
   */
  public SSLParameters parameters() {
    SSLParameters parameters = new SSLParameters(null, new String[] {"TLSv1.3", "TLSv1.2"});
    if (checkNames) {
      parameters.setEndpointIdentificationAlgorithm("HTTPS");
    }
    return parameters;
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
   * Believes whom the given managers believe, unless a list says otherwise or none says anything.
   */
  private static TrustManager[] managersFor(TrustManager[] managers, List<X509CRL> lists) {
    Set<TrustAnchor> anchors =
        Arrays.stream(managers)
            .filter(X509TrustManager.class::isInstance)
            .flatMap(it -> Arrays.stream(((X509TrustManager) it).getAcceptedIssuers()))
            .map(it -> new TrustAnchor(it, null))
            .collect(Collectors.toSet());
    try {
      PKIXBuilderParameters parameters = new PKIXBuilderParameters(anchors, new X509CertSelector());
      // No checker of our own: an explicit one fetches from wherever a certificate points to.
      parameters.setRevocationEnabled(true);
      parameters.addCertStore(
          CertStore.getInstance("Collection", new CollectionCertStoreParameters(lists)));
      TrustManagerFactory factory = TrustManagerFactory.getInstance("PKIX");
      factory.init(new CertPathTrustManagerParameters(parameters));
      return factory.getTrustManagers();
    } catch (GeneralSecurityException e) {
      throw new ConfigurationException(
          "the revocation lists cannot be used", FailureDetails.none(), e);
    }
  }
}
