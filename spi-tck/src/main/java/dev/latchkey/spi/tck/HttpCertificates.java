package dev.latchkey.spi.tck;

import dev.latchkey.spi.http.ClientCertificate;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.cert.X509CRL;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/**
 * Keys and certificates for tests on loopback, made by {@code http-certificates.sh}. They come
 * ready made, since making them anew costs seconds per run.
 *
 * @since 0.1
 */
public final class HttpCertificates {

  private static final char[] PASSWORD = "changeit".toCharArray();

  private HttpCertificates() {}

  /** {@return the authority that signed all of them but the self-signed one} */
  public static X509Certificate authority() {
    try (InputStream in = resource("http-ca.pem")) {
      return (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /** {@return the authority as a PEM file} */
  public static String authorityPem() {
    try (InputStream in = resource("http-ca.pem")) {
      return new String(in.readAllBytes(), java.nio.charset.StandardCharsets.US_ASCII);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What a TLS server presents.
   *
   * @param name {@code server} (good for localhost, 127.0.0.1 and server.test), {@code expired},
   *     {@code elsewhere} (good for elsewhere.test only), {@code revoked} or {@code self-signed}
   * @return a context that also believes the client certificates
   */
  public static SSLContext server(String name) {
    try {
      return server(load(name));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a TLS server presents that has too much to say: the good certificate, with its authority
   * repeated.
   *
   * @param bytes how long the chain is at least
   * @return the context
   */
  public static SSLContext serverWithChainOf(int bytes) {
    try {
      KeyStore good = load("server");
      List<Certificate> chain = new ArrayList<>();
      chain.add(good.getCertificate("key"));
      X509Certificate authority = authority();
      int each = authority.getEncoded().length;
      for (int length = 0; length < bytes; length += each) {
        chain.add(authority);
      }
      // Of the JDK's stores, this one alone takes a chain as it is.
      KeyStore store = KeyStore.getInstance("JKS");
      store.load(null, null);
      store.setKeyEntry(
          "key", good.getKey("key", PASSWORD), PASSWORD, chain.toArray(new Certificate[0]));
      return server(store);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static SSLContext server(KeyStore identity) throws IOException, GeneralSecurityException {
    KeyManagerFactory keys = KeyManagerFactory.getInstance(KeyManagerFactory.getDefaultAlgorithm());
    keys.init(identity, PASSWORD);
    KeyStore anchors = KeyStore.getInstance("PKCS12");
    anchors.load(null, null);
    anchors.setCertificateEntry("ca", authority());
    TrustManagerFactory trust =
        TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
    trust.init(anchors);
    SSLContext context = SSLContext.getInstance("TLS");
    context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
    return context;
  }

  /**
   * What the authority has revoked: the certificate {@code revoked}.
   *
   * @param name {@code current}, or {@code stale} for a list that is out of date
   * @return the list
   */
  public static X509CRL revocationList(String name) {
    try (InputStream in = resource("http-" + name + ".crl")) {
      return (X509CRL) CertificateFactory.getInstance("X.509").generateCRL(in);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  /**
   * What a client presents.
   *
   * @param name {@code alice} or {@code bob}
   * @return the certificate, whose subject is the name
   */
  public static ClientCertificate client(String name) {
    try {
      KeyStore store = load(name);
      List<X509Certificate> chain =
          Arrays.stream(store.getCertificateChain("key")).map(X509Certificate.class::cast).toList();
      return ClientCertificate.of((PrivateKey) store.getKey("key", PASSWORD), chain);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalStateException(e);
    }
  }

  private static KeyStore load(String name) throws IOException, GeneralSecurityException {
    try (InputStream in = resource("http-" + name + ".p12")) {
      KeyStore store = KeyStore.getInstance("PKCS12");
      store.load(in, PASSWORD);
      return store;
    }
  }

  private static InputStream resource(String name) {
    return Objects.requireNonNull(HttpCertificates.class.getResourceAsStream(name), name);
  }
}
