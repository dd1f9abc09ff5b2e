package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.Signature;
import java.security.cert.CertPathValidator;
import java.security.cert.CertificateFactory;
import java.security.cert.PKIXParameters;
import java.security.cert.TrustAnchor;
import java.security.interfaces.ECPublicKey;
import java.security.interfaces.RSAPublicKey;
import java.security.spec.PKCS8EncodedKeySpec;
import java.time.Instant;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class TestCertificateTest {

  private static final Date TODAY = Date.from(Instant.parse("2030-01-01T00:00:00Z"));

  @Test
  void rsaKeysHave2048Bits() throws Exception {
    TestCertificate made = TestCertificate.rsa("CN=daemon,O=Contoso");

    made.certificate().checkValidity(TODAY);
    made.certificate().verify(made.certificate().getPublicKey());
    assertThat(((RSAPublicKey) made.certificate().getPublicKey()).getModulus().bitLength())
        .isEqualTo(2048);
    assertThat(made.certificate().getSubjectX500Principal().getName())
        .isEqualTo("CN=daemon,O=Contoso");
    assertThat(made.chain()).containsExactly(made.certificate());
    assertSigns(made, "SHA256withRSA");
  }

  @Test
  void ellipticKeysAreOnP256() throws Exception {
    TestCertificate made = TestCertificate.ec("CN=daemon");

    made.certificate().verify(made.certificate().getPublicKey());
    assertThat(((ECPublicKey) made.certificate().getPublicKey()).getParams().getOrder().bitLength())
        .isEqualTo(256);
    assertSigns(made, "SHA256withECDSA");
  }

  private static void assertSigns(TestCertificate made, String algorithm) throws Exception {
    Signature signature = Signature.getInstance(algorithm);
    signature.initSign(made.privateKey());
    signature.update((byte) 1);
    byte[] signed = signature.sign();
    signature.initVerify(made.certificate());
    signature.update((byte) 1);
    assertThat(signature.verify(signed)).isTrue();
  }

  @Test
  void chainsLeadFromTheLeafToTheRoot() throws Exception {
    TestCertificate root = TestCertificate.builder("CN=root").ec().authority().build();
    TestCertificate between =
        TestCertificate.builder("CN=between").ec().authority().issuer(root).build();
    TestCertificate leaf = TestCertificate.builder("CN=leaf").ec().issuer(between).build();

    assertThat(leaf.chain())
        .containsExactly(leaf.certificate(), between.certificate(), root.certificate());
    PKIXParameters parameters =
        new PKIXParameters(Set.of(new TrustAnchor(root.certificate(), null)));
    parameters.setRevocationEnabled(false);
    parameters.setDate(TODAY);
    CertPathValidator.getInstance("PKIX")
        .validate(
            CertificateFactory.getInstance("X.509").generateCertPath(leaf.chain().subList(0, 2)),
            parameters);
  }

  @Test
  void validityIsAsAskedFor() {
    Instant from = Instant.parse("2025-06-01T00:00:00Z");
    Instant until = Instant.parse("2025-06-02T00:00:00Z");

    assertThat(TestCertificate.builder("CN=a").ec().validity(from, until).build().certificate())
        .satisfies(
            it -> assertThat(it.getNotBefore()).isEqualTo(from),
            it -> assertThat(it.getNotAfter()).isEqualTo(until));
    assertThatThrownBy(
            () ->
                TestCertificate.builder("CN=a")
                    .ec()
                    .expired()
                    .build()
                    .certificate()
                    .checkValidity(TODAY))
        .isInstanceOf(java.security.cert.CertificateExpiredException.class);
    assertThatThrownBy(
            () ->
                TestCertificate.builder("CN=a")
                    .ec()
                    .notYetValid()
                    .build()
                    .certificate()
                    .checkValidity(TODAY))
        .isInstanceOf(java.security.cert.CertificateNotYetValidException.class);
  }

  @Test
  void writesTextThatOthersRead() throws Exception {
    TestCertificate root = TestCertificate.builder("CN=root").ec().authority().build();
    TestCertificate leaf = TestCertificate.builder("CN=leaf").ec().issuer(root).build();

    assertThat(Pem.readCertificates(leaf.certificatePem())).containsExactly(leaf.certificate());
    assertThat(Pem.readCertificates(leaf.chainPem())).containsExactlyElementsOf(leaf.chain());
    assertThat(leaf.keyPem())
        .startsWith("-----BEGIN PRIVATE KEY-----\n")
        .endsWith("\n-----END PRIVATE KEY-----\n");
    byte[] encoded =
        Base64.getMimeDecoder().decode(leaf.keyPem().replaceAll("-----[A-Z ]+-----", ""));
    assertThat(KeyFactory.getInstance("EC").generatePrivate(new PKCS8EncodedKeySpec(encoded)))
        .isEqualTo(leaf.privateKey());
  }

  @Test
  void writesFilesThatNeedThePassword() throws Exception {
    TestCertificate root = TestCertificate.builder("CN=root").ec().authority().build();
    TestCertificate leaf = TestCertificate.builder("CN=leaf").ec().issuer(root).build();
    byte[] pfx = leaf.pfx("pa55".toCharArray());

    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(pfx), "pa55".toCharArray());
    String alias = store.aliases().nextElement();
    assertThat(List.of(store.getCertificateChain(alias))).isEqualTo(leaf.chain());
    assertThat(store.getKey(alias, "pa55".toCharArray())).isEqualTo(leaf.privateKey());
    assertThatThrownBy(() -> store.load(new ByteArrayInputStream(pfx), "wrong".toCharArray()))
        .isInstanceOf(java.io.IOException.class);
  }

  @Test
  void refusesWhatIsNoName() {
    assertThatThrownBy(() -> TestCertificate.rsa("daemon"))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> TestCertificate.rsa("")).isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void showsItsSubjectAlone() {
    assertThat(TestCertificate.ec("CN=daemon")).hasToString("TestCertificate[CN=daemon]");
  }
}
