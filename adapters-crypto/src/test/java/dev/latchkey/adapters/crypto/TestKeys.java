package dev.latchkey.adapters.crypto;

import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.Date;
import java.util.Objects;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.cert.jcajce.JcaX509CertificateConverter;
import org.bouncycastle.cert.jcajce.JcaX509v3CertificateBuilder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;

/** Keys and certificates that are made once for all tests, and files that openssl made. */
final class TestKeys {

  static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");

  static final KeyPair RSA = rsa(2_048);
  static final KeyPair OTHER_RSA = rsa(2_048);
  static final KeyPair WEAK_RSA = rsa(1_024);
  static final KeyPair EC = ec("secp256r1");
  static final KeyPair P384 = ec("secp384r1");

  private TestKeys() {}

  static KeyPair rsa(int bits) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("RSA");
      generator.initialize(bits);
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static KeyPair ec(String curve) {
    try {
      KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
      generator.initialize(new ECGenParameterSpec(curve));
      return generator.generateKeyPair();
    } catch (GeneralSecurityException e) {
      throw new AssertionError(e);
    }
  }

  static X509Certificate certificate(KeyPair pair) {
    return certificate(pair, NOW.minusSeconds(60), NOW.plusSeconds(60));
  }

  static X509Certificate certificate(KeyPair pair, Instant from, Instant to) {
    X500Principal name = new X500Principal("CN=test-" + pair.getPublic().hashCode());
    String algorithm =
        switch (pair.getPrivate().getAlgorithm()) {
          case "RSA" -> "SHA256withRSA";
          case "EC" -> "SHA256withECDSA";
          default -> "Ed25519";
        };
    try {
      return new JcaX509CertificateConverter()
          .getCertificate(
              new JcaX509v3CertificateBuilder(
                      name, BigInteger.ONE, Date.from(from), Date.from(to), name, pair.getPublic())
                  .build(new JcaContentSignerBuilder(algorithm).build(pair.getPrivate())));
    } catch (GeneralSecurityException | OperatorCreationException e) {
      throw new AssertionError(e);
    }
  }

  static byte[] file(String name) {
    try (InputStream in = TestKeys.class.getResourceAsStream(name)) {
      return Objects.requireNonNull(in, name).readAllBytes();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
