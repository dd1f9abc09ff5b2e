package dev.latchkey.adapters.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.cert.X509Certificate;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MaterialCheckTest {

  private static final Instant NOW = TestKeys.NOW;

  private final KeyMaterialReader reader = new JoseCryptoProvider().open().keyMaterialReader();

  private static KeyMaterial material(KeyPair pair, X509Certificate... chain) {
    return KeyMaterial.of(pair.getPrivate(), List.of(chain));
  }

  private String refusal(KeyMaterial material) {
    try {
      reader.checked(material, NOW);
      throw new AssertionError("was accepted");
    } catch (CryptoException e) {
      return e.getMessage();
    }
  }

  @Test
  void passesGoodMaterialOn() {
    KeyMaterial rsa = material(TestKeys.RSA, TestKeys.certificate(TestKeys.RSA));
    KeyMaterial ec = material(TestKeys.EC, TestKeys.certificate(TestKeys.EC));

    assertThat(reader.checked(rsa, NOW).chain()).isEqualTo(rsa.chain());
    assertThat(reader.checked(ec, NOW).key()).isSameAs(ec.key());
  }

  @Test
  void passesKeysWithoutCertificatesOn() {
    assertThat(reader.checked(KeyMaterial.of(TestKeys.RSA.getPrivate()), NOW).chain()).isEmpty();
  }

  @Test
  void putsTheCertificateOfTheKeyFirst() {
    X509Certificate own = TestKeys.certificate(TestKeys.RSA);
    X509Certificate root = TestKeys.certificate(TestKeys.OTHER_RSA);
    X509Certificate middle = TestKeys.certificate(TestKeys.EC);

    assertThat(reader.checked(material(TestKeys.RSA, root, middle, own), NOW).chain())
        .containsExactly(own, root, middle);
    assertThat(reader.checked(material(TestKeys.RSA, own, middle, root), NOW).chain())
        .containsExactly(own, middle, root);
  }

  @Test
  void refusesTheCertificateOfAnotherKey() {
    assertThat(refusal(material(TestKeys.RSA, TestKeys.certificate(TestKeys.OTHER_RSA))))
        .isEqualTo("private key does not belong to the certificate");
    assertThat(refusal(material(TestKeys.RSA, TestKeys.certificate(TestKeys.EC))))
        .isEqualTo("private key does not belong to the certificate");
    assertThat(
            refusal(
                material(
                    TestKeys.EC,
                    TestKeys.certificate(TestKeys.RSA),
                    TestKeys.certificate(TestKeys.OTHER_RSA))))
        .isEqualTo("private key does not belong to any of the certificates");
  }

  @Test
  void refusesThePublicKeyOfAnother() {
    assertThat(
            refusal(
                KeyMaterial.of(TestKeys.RSA.getPrivate())
                    .publicKey(TestKeys.OTHER_RSA.getPublic())))
        .isEqualTo("private key does not belong to the public key given with it");
  }

  @Test
  void tellsAnExpiredCertificateFromOneThatIsNotYetValid() {
    X509Certificate expired =
        TestKeys.certificate(TestKeys.RSA, NOW.minusSeconds(100), NOW.minusSeconds(1));
    X509Certificate future =
        TestKeys.certificate(TestKeys.RSA, NOW.plusSeconds(1), NOW.plusSeconds(100));

    assertThat(refusal(material(TestKeys.RSA, expired)))
        .isEqualTo("certificate expired at 2029-12-31T23:59:59Z; it is 2030-01-01T00:00:00Z here");
    assertThat(refusal(material(TestKeys.RSA, future)))
        .isEqualTo(
            "certificate is not valid before 2030-01-01T00:00:01Z; it is 2030-01-01T00:00:00Z"
                + " here");
  }

  @ParameterizedTest
  @ValueSource(longs = {0, 50, 100})
  void bothEndsOfTheValidityBelongToIt(long second) {
    X509Certificate certificate = TestKeys.certificate(TestKeys.EC, NOW, NOW.plusSeconds(100));

    assertThat(reader.checked(material(TestKeys.EC, certificate), NOW.plusSeconds(second)))
        .isNotNull();
  }

  @Test
  void refusesWeakRsa() {
    assertThat(refusal(KeyMaterial.of(TestKeys.WEAK_RSA.getPrivate())))
        .isEqualTo(
            "private key is not fit to sign with: RSA key has 1024 bits; at least 2048 are"
                + " needed");
  }

  @Test
  void refusesOtherCurves() {
    assertThat(refusal(material(TestKeys.P384, TestKeys.certificate(TestKeys.P384))))
        .contains("not on the curve P-256");
  }

  @ParameterizedTest
  @ValueSource(strings = {"Ed25519", "DSA", "X25519"})
  void refusesOtherFamilies(String family) throws Exception {
    KeyPair pair = KeyPairGenerator.getInstance(family).generateKeyPair();

    assertThat(refusal(KeyMaterial.of(pair.getPrivate())))
        .contains("; RSA or EC on P-256 is needed");
  }

  @Test
  void keysForPssOnlyAreChecked() throws Exception {
    KeyPairGenerator generator = KeyPairGenerator.getInstance("RSASSA-PSS");
    generator.initialize(2_048);
    KeyPair pair = generator.generateKeyPair();

    assertThat(
            reader
                .checked(KeyMaterial.of(pair.getPrivate()).publicKey(pair.getPublic()), NOW)
                .publicKey())
        .contains(pair.getPublic());
  }

  @Test
  void materialFromFilesIsFit() {
    KeyMaterial material =
        reader
            .readPem(TestKeys.file("ec-sec1.pem"), new char[0])
            .chain(reader.readCertificates(TestKeys.file("ec-cert.pem")));

    assertThat(reader.checked(material, NOW).chain()).hasSize(1);
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(
            () ->
                reader.checked(
                    material.chain(reader.readCertificates(TestKeys.file("rsa-cert.pem"))), NOW));
  }
}
