package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.interfaces.ECPrivateKey;
import java.util.Base64;
import java.util.stream.Collectors;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PemTest {

  private static final char[] NONE = {};
  private static final PrivateKey EXPECTED = key("rsa-pkcs8.pem", "");

  private final KeyMaterialReader reader = new JoseCryptoProvider().open().keyMaterialReader();

  private static PrivateKey key(String file, String passphrase) {
    return new JoseCryptoProvider()
        .open()
        .keyMaterialReader()
        .readPem(TestKeys.file(file), passphrase.toCharArray())
        .key();
  }

  private static String text(String file) {
    return new String(TestKeys.file(file), US_ASCII);
  }

  private String refusal(byte[] pem, String passphrase) {
    char[] given = passphrase.toCharArray();
    try {
      reader.readPem(pem, given);
      throw new AssertionError("was accepted");
    } catch (CryptoException e) {
      StringWriter everything = new StringWriter();
      e.printStackTrace(new PrintWriter(everything));
      if (!passphrase.isEmpty()) {
        assertThat(everything.toString()).doesNotContain(passphrase);
      }
      assertThat(given).as("left as it was").isEqualTo(passphrase.toCharArray());
      return e.getMessage();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "rsa-pkcs1.pem",
        "rsa-pkcs1-aes.pem",
        "rsa-pkcs8-aes.pem",
        "rsa-pkcs8-scrypt.pem",
        "from-pfx.pem"
      })
  void readsEveryFormOfTheSameKey(String file) {
    assertThat(key(file, "tester")).isEqualTo(EXPECTED);
  }

  @Test
  void readsAPassphraseAsItWasTyped() {
    assertThat(key("rsa-pkcs8-unicode.pem", "pärchen-€")).isEqualTo(EXPECTED);
  }

  @Test
  void readsEllipticCurvesInBothForms() {
    assertThat(key("ec-sec1.pem", "").getAlgorithm()).isEqualTo("EC");
    // The PKCS#8 form has the public key besides, so that the encoded forms differ.
    assertThat(((ECPrivateKey) key("ec-pkcs8.pem", "")).getS())
        .isEqualTo(((ECPrivateKey) key("ec-sec1.pem", "")).getS());
  }

  @Test
  void readsTextThatWasIndentedOrCameFromWindows() {
    String text = text("rsa-pkcs8-aes.pem");
    String indented = text.lines().map(it -> "    " + it).collect(Collectors.joining("\r\n"));

    assertThat(reader.readPem(indented.getBytes(US_ASCII), "tester".toCharArray()).key())
        .isEqualTo(EXPECTED);
    assertThat(reader.readPem(("\uFEFF\n" + text).getBytes(UTF_8), "tester".toCharArray()).key())
        .isEqualTo(EXPECTED);
  }

  @Test
  void takesTheCertificatesAlong() {
    KeyMaterial material = reader.readPem(TestKeys.file("from-pfx.pem"), NONE);

    assertThat(material.chain())
        .extracting(it -> it.getSubjectX500Principal().getName())
        .containsExactly("CN=latchkey-rsa", "CN=latchkey-ec");
  }

  @Test
  void aKeyAloneHasNoCertificates() {
    assertThat(reader.readPem(TestKeys.file("rsa-pkcs8.pem"), NONE).chain()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"rsa-pkcs1-aes.pem", "rsa-pkcs8-aes.pem", "rsa-pkcs8-scrypt.pem"})
  void tellsAWrongPassphraseFromAMissingOne(String file) {
    assertThat(refusal(TestKeys.file(file), "wrong-marker"))
        .isEqualTo(
            "private key cannot be decrypted: the passphrase is wrong or the text is damaged");
    assertThat(refusal(TestKeys.file(file), ""))
        .isEqualTo("private key is encrypted; give its passphrase");
  }

  @Test
  void everyWrongPassphraseIsTheSameError() {
    // One in 256 leaves a padding that looks right, over bytes that are no key.
    for (int i = 0; i < 600; i++) {
      assertThat(refusal(TestKeys.file("rsa-pkcs1-aes.pem"), "wrong-marker-" + i))
          .startsWith("private key cannot be decrypted");
    }
  }

  @Test
  void refusesAKeyThatWouldTakeMinutesToOpen() {
    assertThat(refusal(TestKeys.file("rsa-pkcs8-endless.pem"), "tester"))
        .startsWith("private key asks for more work");
  }

  @Test
  void needsExactlyOneKey() {
    String one = text("rsa-pkcs8.pem");

    assertThat(refusal((one + text("ec-sec1.pem")).getBytes(US_ASCII), ""))
        .isEqualTo("there are 2 private keys where one is needed");
    assertThat(refusal(TestKeys.file("rsa-cert.pem"), "")).startsWith("no private key found");
    assertThat(refusal(new byte[0], "")).startsWith("no private key found");
    assertThat(refusal(TestKeys.file("modern.pfx"), "")).startsWith("no private key found");
  }

  @Test
  void refusesTextThatIsTooLarge() {
    byte[] large = " ".repeat(KeyMaterialReader.MAX_PEM_BYTES + 1).getBytes(US_ASCII);

    assertThat(refusal(large, "")).isEqualTo("PEM text has more than 65536 bytes");
    assertThat(refusal(new byte[10_000_000], "")).isEqualTo("PEM text has more than 65536 bytes");
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.readCertificates(large));
  }

  @Test
  void refusesTooManyCertificates() {
    String many = "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n".repeat(101);

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.readCertificates(many.getBytes(US_ASCII)))
        .withMessage("there are 101 certificates; at most 100 are read");
    assertThat(refusal((text("rsa-pkcs8.pem") + many).getBytes(US_ASCII), ""))
        .isEqualTo("there are 101 certificates; at most 100 are read");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "-----BEGIN PRIVATE KEY-----",
        "-----BEGIN PRIVATE KEY-----\nAAAA",
        "-----BEGIN PRIVATE KEY-----\nAAAA\n-----END RSA PRIVATE KEY-----",
        "-----BEGIN X"
      })
  void refusesTextThatIsCutOff(String text) {
    assertThat(refusal(text.getBytes(US_ASCII), ""))
        .isEqualTo("PEM text is cut off: a block has no END line");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "PRIVATE KEY",
        "RSA PRIVATE KEY",
        "EC PRIVATE KEY",
        "ENCRYPTED PRIVATE KEY",
        "DSA PRIVATE KEY",
        "OPENSSH PRIVATE KEY",
        "ANY PRIVATE KEY"
      })
  void refusesABlockThatHoldsSomethingElse(String label) {
    for (String body : new String[] {"", "AAAA", "!!!!", "MAA=", "marker"}) {
      String text = "-----BEGIN " + label + "-----\n" + body + "\n-----END " + label + "-----\n";
      assertThat(refusal(text.getBytes(US_ASCII), "tester")).startsWith("private key ");
    }
  }

  @Test
  void readsCertificatesInTheOrderOfTheText() {
    byte[] text = (text("rsa-cert.pem") + "x\n" + text("ec-cert.pem")).getBytes(US_ASCII);

    assertThat(reader.readCertificates(text))
        .extracting(it -> it.getSubjectX500Principal().getName())
        .containsExactly("CN=latchkey-rsa", "CN=latchkey-ec");
    assertThat(reader.readCertificates(TestKeys.file("from-pfx.pem"))).hasSize(2);
  }

  @Test
  void readsABareCertificate() throws Exception {
    X509Certificate certificate = reader.readCertificates(TestKeys.file("ec-cert.pem")).get(0);
    String bare = Base64.getMimeEncoder().encodeToString(certificate.getEncoded());

    assertThat(reader.readCertificates((bare + "\n").getBytes(US_ASCII)))
        .containsExactly(certificate);
  }

  @Test
  void saysWhenAKeyStandsWhereACertificateShould() {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.readCertificates(TestKeys.file("rsa-pkcs8.pem")))
        .withMessageContaining("private key where a certificate is needed");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"", " ", "\n", "AAAA", "not base64!", "-----BEGIN X-----\n-----END X-----"})
  void refusesWhatIsNoCertificate(String text) {
    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.readCertificates(text.getBytes(US_ASCII)));
  }

  @Test
  void namesTheCertificateThatIsBroken() {
    String broken =
        text("rsa-cert.pem") + "-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----\n";

    assertThatExceptionOfType(CryptoException.class)
        .isThrownBy(() -> reader.readCertificates(broken.getBytes(US_ASCII)))
        .withMessageStartingWith("certificate 2 cannot be read");
  }

  @Property(tries = 500)
  void damagedTextIsReadOrRefusedInOneWay(
      @ForAll @IntRange(max = 2_000) int at, @ForAll byte instead) {
    byte[] pem = TestKeys.file("rsa-pkcs1.pem");
    pem[at % pem.length] = instead;

    onlyOurs(() -> reader.readPem(pem, NONE));
    onlyOurs(() -> reader.readCertificates(pem));
  }

  @Property(tries = 500)
  void anyBytesAreReadOrRefusedInOneWay(@ForAll @Size(max = 400) byte[] bytes) {
    onlyOurs(() -> reader.readPem(bytes, NONE));
    onlyOurs(() -> reader.readCertificates(bytes));
    onlyOurs(() -> reader.readPfx(bytes, NONE));
    String block = Base64.getEncoder().encodeToString(bytes);
    onlyOurs(
        () ->
            reader.readPem(
                ("-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
                        + block
                        + "\n-----END ENCRYPTED PRIVATE KEY-----")
                    .getBytes(US_ASCII),
                "tester".toCharArray()));
  }

  private static void onlyOurs(Runnable call) {
    assertThatCode(
            () -> {
              try {
                call.run();
              } catch (CryptoException e) {
                // that is the one way
              }
            })
        .doesNotThrowAnyException();
  }
}
