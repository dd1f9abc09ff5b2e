package dev.latchkey.adapters.crypto;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.io.ByteArrayOutputStream;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.Arrays;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PfxTest {

  private static final char[] PASSPHRASE = "tester".toCharArray();

  private final KeyMaterialReader reader = new JoseCryptoProvider().open().keyMaterialReader();

  private String refusal(byte[] pfx, String passphrase) {
    char[] given = passphrase.toCharArray();
    try {
      reader.readPfx(pfx, given);
      throw new AssertionError("was accepted");
    } catch (CryptoException e) {
      StringWriter everything = new StringWriter();
      e.printStackTrace(new PrintWriter(everything));
      assertThat(everything.toString()).doesNotContain("marker");
      assertThat(given).as("left as it was").isEqualTo(passphrase.toCharArray());
      return e.getMessage();
    }
  }

  private static byte[] store(char[] passphrase, String... aliases) throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (String alias : aliases) {
      store.setKeyEntry(
          alias,
          TestKeys.RSA.getPrivate(),
          passphrase,
          new Certificate[] {TestKeys.certificate(TestKeys.RSA)});
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, passphrase);
    return out.toByteArray();
  }

  @ParameterizedTest
  @CsvSource({"modern.pfx, tester", "legacy.pfx, tester", "empty-passphrase.pfx, ''"})
  void readsWhatOpensslWrote(String file, String passphrase) {
    KeyMaterial material = reader.readPfx(TestKeys.file(file), passphrase.toCharArray());

    assertThat(material.key())
        .isEqualTo(reader.readPem(TestKeys.file("rsa-pkcs8.pem"), new char[0]).key());
    assertThat(material.chain().get(0).getSubjectX500Principal().getName())
        .isEqualTo("CN=latchkey-rsa");
  }

  @Test
  void readsWhatJavaWrote() throws Exception {
    assertThat(reader.readPfx(store(PASSPHRASE, "one"), PASSPHRASE).key())
        .isEqualTo(TestKeys.RSA.getPrivate());
  }

  @ParameterizedTest
  @ValueSource(strings = {"modern.pfx", "legacy.pfx"})
  void tellsAWrongPassphrase(String file) {
    assertThat(refusal(TestKeys.file(file), "wrong-marker"))
        .isEqualTo("PFX file cannot be opened: the passphrase is wrong or missing");
    assertThat(refusal(TestKeys.file(file), ""))
        .isEqualTo("PFX file cannot be opened: the passphrase is wrong or missing");
  }

  @Test
  void needsAKeyWithItsCertificate() {
    assertThat(refusal(TestKeys.file("no-key.pfx"), "tester"))
        .startsWith("PFX file has no private key with a certificate");
    assertThat(refusal(TestKeys.file("no-certificate.pfx"), "tester"))
        .startsWith("PFX file has a private key but not its certificate");
    assertThat(refusal(TestKeys.file("no-passphrase.pfx"), ""))
        .endsWith("a key that it keeps unencrypted is not read");
  }

  @Test
  void needsExactlyOneKey() throws Exception {
    assertThat(refusal(store(PASSPHRASE, "one", "two"), "tester"))
        .isEqualTo("PFX file has 2 private keys where one is needed");
  }

  @Test
  void refusesTooManyCertificates() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    store.setKeyEntry(
        "key",
        TestKeys.EC.getPrivate(),
        PASSPHRASE,
        new Certificate[] {TestKeys.certificate(TestKeys.EC)});
    Certificate other = TestKeys.certificate(TestKeys.P384);
    for (int i = 0; i < 101; i++) {
      store.setCertificateEntry("other-" + i, other);
    }
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    store.store(out, PASSPHRASE);

    assertThat(refusal(out.toByteArray(), "tester")).endsWith("at most 100 are read");
  }

  @Test
  void refusesWhatIsTooLarge() {
    assertThat(refusal(new byte[KeyMaterialReader.MAX_PFX_BYTES + 1], ""))
        .isEqualTo("PFX file has more than 1048576 bytes");
  }

  @Test
  void refusesWhatIsNoPfx() {
    for (byte[] bytes :
        new byte[][] {
          {}, {0x30}, "marker".getBytes(US_ASCII), TestKeys.file("rsa-pkcs8.pem"),
        }) {
      assertThat(refusal(bytes, "tester")).startsWith("PFX file cannot be ");
    }
    byte[] whole = TestKeys.file("modern.pfx");
    assertThat(refusal(Arrays.copyOf(whole, whole.length / 2), "tester"))
        .startsWith("PFX file cannot be read");
  }
}
