package dev.latchkey.integration.spring.test;

import dev.latchkey.integration.spring.LatchkeyProperties;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.KeyStoreException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The certificates of a client, which the sandbox has to know. */
final class CertificateFiles {

  private static final Pattern PEM =
      Pattern.compile("-----BEGIN CERTIFICATE-----.*?-----END CERTIFICATE-----", Pattern.DOTALL);

  private CertificateFiles() {}

  /** {@return the client's own certificate: the first of its file, or that of its bundle} */
  static List<X509Certificate> read(
      LatchkeyProperties.Certificate certificate, Supplier<SslBundles> bundles) {
    if (certificate.sslBundle() != null) {
      return ofBundle(bundles.get().getBundle(certificate.sslBundle()));
    }
    Path file = Objects.requireNonNull(certificate.file(), "certificate.file");
    String name = file.toString().toLowerCase(Locale.ROOT);
    try {
      return name.endsWith(".pfx") || name.endsWith(".p12")
          ? pfx(file, certificate)
          : pem(Files.readString(file));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (GeneralSecurityException e) {
      throw new IllegalArgumentException("no certificate can be read from " + file, e);
    }
  }

  private static List<X509Certificate> ofBundle(SslBundle bundle) {
    KeyStore store = Objects.requireNonNull(bundle.getStores().getKeyStore(), "key store");
    try {
      return ofKeys(store);
    } catch (KeyStoreException e) {
      throw new IllegalArgumentException("no certificate can be read from the SSL bundle", e);
    }
  }

  private static List<X509Certificate> pem(String text) throws GeneralSecurityException {
    Matcher pem = PEM.matcher(text);
    if (!pem.find()) {
      return List.of();
    }
    InputStream in = new ByteArrayInputStream(pem.group().getBytes(StandardCharsets.US_ASCII));
    return List.of(
        (X509Certificate) CertificateFactory.getInstance("X.509").generateCertificate(in));
  }

  private static List<X509Certificate> pfx(Path file, LatchkeyProperties.Certificate certificate)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    try (InputStream in = Files.newInputStream(file)) {
      store.load(
          in,
          certificate.passphrase() == null
              ? new char[0]
              : certificate.passphrase().reveal().toCharArray());
    }
    return ofKeys(store);
  }

  private static List<X509Certificate> ofKeys(KeyStore store) throws KeyStoreException {
    List<X509Certificate> found = new ArrayList<>();
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        found.add((X509Certificate) store.getCertificate(alias));
      }
    }
    return found;
  }
}
