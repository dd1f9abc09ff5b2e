package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.io.ByteArrayInputStream;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/** Reads certificates with the Java runtime. */
final class Certificates {

  private Certificates() {}

  static List<X509Certificate> read(List<PemText.Block> blocks) {
    requireFew(blocks.size());
    List<X509Certificate> certificates = new ArrayList<>();
    for (PemText.Block block : blocks) {
      certificates.add(
          parse(block.text().getBytes(US_ASCII), "certificate " + (certificates.size() + 1)));
    }
    return certificates;
  }

  /** One certificate as base64 alone, as portals show it. */
  static X509Certificate readBare(String base64) {
    try {
      return parse(Base64.getDecoder().decode(base64), "certificate");
    } catch (IllegalArgumentException e) {
      throw new CryptoException(
          "no certificate found; a PEM text with a line BEGIN CERTIFICATE is needed");
    }
  }

  static void requireFew(int count) {
    if (count > KeyMaterialReader.MAX_CERTIFICATES) {
      throw new CryptoException(
          "there are "
              + count
              + " certificates; at most "
              + KeyMaterialReader.MAX_CERTIFICATES
              + " are read");
    }
  }

  private static X509Certificate parse(byte[] encoded, String which) {
    try {
      return (X509Certificate)
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(encoded));
    } catch (CertificateException e) {
      throw Failures.because(which + " cannot be read: it is no X.509 certificate", e);
    }
  }
}
