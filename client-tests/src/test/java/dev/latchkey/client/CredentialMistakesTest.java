package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.CertificateCredential;
import dev.latchkey.domain.credential.ClientAuthentication;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintWriter;
import java.io.StringWriter;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Mistakes in credentials are found by build(), before anything is sent, and name what is wrong.
 */
class CredentialMistakesTest {

  private static final String PASSPHRASE = "hush-0dd1c0de";
  private static final TestCertificate RSA = TestCertificate.rsa("CN=daemon");
  private static final TestCertificate EC = TestCertificate.ec("CN=daemon");
  private static final Authority ENTRA = Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com");
  private static final Authority GENERIC = Authority.oidc(URI.create("https://id.example/realm"));

  @TempDir private static Path folder;

  private static ConfidentialClient.Builder client(
      ClientCredential credential, Authority authority) {
    return ConfidentialClient.builder(House.CLIENT_ID, credential)
        .authority(authority)
        .timeSource(new ManualTimeSource())
        .http(
            (request, deadline, cancellation) -> {
              throw new AssertionError("nothing is sent");
            });
  }

  private static Path file(String name, byte[] bytes) throws IOException {
    return Files.write(folder.resolve(name), bytes);
  }

  private static Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  private static CertificateCredential of(TestCertificate certificate) {
    return ClientCredential.certificate(
        KeySource.of(certificate.privateKey(), certificate.chain()));
  }

  private static Passphrase wrong() {
    return Passphrase.of("wrong-0dd1c0de".toCharArray());
  }

  static Stream<Arguments> mistakes() throws IOException, GeneralSecurityException {
    KeyPairGenerator weak = KeyPairGenerator.getInstance("RSA");
    weak.initialize(1_024);
    KeyPairGenerator otherCurve = KeyPairGenerator.getInstance("EC");
    otherCurve.initialize(384);
    String encrypted = EncryptedPem.of(RSA.privateKey(), PASSPHRASE.toCharArray());
    return Stream.of(
        row(
            "encrypted PEM, wrong passphrase",
            ClientCredential.certificate(
                KeySource.pem(file("encrypted.key", encrypted))
                    .certificate(RSA.certificatePem())
                    .passphrase(wrong())),
            CryptoException.class,
            "passphrase is wrong"),
        row(
            "encrypted PEM, no passphrase",
            ClientCredential.certificate(
                KeySource.pem(file("locked.key", encrypted)).certificate(RSA.certificatePem())),
            CryptoException.class,
            "give its passphrase"),
        row(
            "PFX, wrong passphrase",
            ClientCredential.certificate(
                KeySource.pfx(file("daemon.pfx", RSA.pfx(PASSPHRASE.toCharArray())))
                    .passphrase(wrong())),
            CryptoException.class,
            "passphrase is wrong or missing"),
        row(
            "PFX without a key",
            ClientCredential.certificate(KeySource.pfx(file("none.pfx", pfx()))),
            CryptoException.class,
            "no private key"),
        row(
            "PFX with two keys",
            ClientCredential.certificate(
                KeySource.pfx(file("two.pfx", pfx(RSA, TestCertificate.rsa("CN=other"))))
                    .passphrase(Passphrase.of(PASSPHRASE.toCharArray()))),
            CryptoException.class,
            "2"),
        row(
            "PFX that is none",
            ClientCredential.certificate(KeySource.pfx(file("text.pfx", "no PFX"))),
            CryptoException.class,
            "no PKCS#12"),
        row(
            "key of another certificate",
            ClientCredential.certificate(
                KeySource.of(RSA.privateKey(), TestCertificate.rsa("CN=other").chain())),
            CryptoException.class,
            "does not belong to the certificate"),
        row(
            "expired certificate",
            of(TestCertificate.builder("CN=old").expired().build()),
            CryptoException.class,
            "certificate expired at"),
        row(
            "certificate of the future",
            of(TestCertificate.builder("CN=new").notYetValid().build()),
            CryptoException.class,
            "not valid before"),
        row(
            "RSA key of 1024 bits",
            ClientCredential.certificate(
                    KeySource.of(weak.generateKeyPair().getPrivate(), List.of()))
                .thumbprint("ab".repeat(20)),
            CryptoException.class,
            "1024 bits; at least 2048"),
        row(
            "EC key of another curve",
            ClientCredential.certificate(
                KeySource.of(otherCurve.generateKeyPair().getPrivate(), List.of())),
            CryptoException.class,
            "P-256"),
        row("EC key for Entra", of(EC), ConfigurationException.class, "EC key is not accepted"),
        row(
            "PEM of 10 MB",
            ClientCredential.certificate(
                KeySource.pem(file("large.pem", RSA.keyPem() + " ".repeat(10 << 20)))
                    .certificate(RSA.certificatePem())),
            ConfigurationException.class,
            "large.pem"),
        row(
            "PEM text of 10,000 certificates",
            ClientCredential.certificate(
                KeySource.pem(Secret.of(RSA.keyPem()))
                    .certificate(RSA.certificatePem().repeat(10_000))),
            CryptoException.class,
            "more than"),
        row(
            "PEM of 101 small certificates",
            ClientCredential.certificate(
                KeySource.pem(Secret.of(RSA.keyPem()))
                    .certificate(EC.certificatePem().repeat(101))),
            CryptoException.class,
            "certificates"),
        row(
            "certificate where the key should be",
            ClientCredential.certificate(KeySource.pem(Secret.of(RSA.certificatePem()))),
            CryptoException.class,
            "no private key found"),
        row(
            "key where the certificate should be",
            ClientCredential.certificate(
                KeySource.pem(Secret.of(RSA.keyPem())).certificate(RSA.keyPem())),
            CryptoException.class,
            "were two files confused"),
        row(
            "no such file",
            ClientCredential.certificate(KeySource.pem(folder.resolve("absent.pem"))),
            ConfigurationException.class,
            "absent.pem is not there"),
        row(
            "a folder",
            ClientCredential.certificate(KeySource.pfx(folder)),
            ConfigurationException.class,
            "cannot be read"),
        row(
            "thumbprint of another certificate",
            of(RSA).thumbprint("ab".repeat(20)),
            ConfigurationException.class,
            "is not that of the certificate"),
        row(
            "chain to be sent, and none there",
            ClientCredential.certificate(KeySource.pem(Secret.of(RSA.keyPem())))
                .thumbprint("ab".repeat(20))
                .sendChain(true),
            ConfigurationException.class,
            "to be sent along"),
        row(
            "algorithm that does not fit",
            of(RSA).algorithm(SigningAlgorithm.ES256),
            ConfigurationException.class,
            "ES256 does not fit"));
  }

  private static Arguments row(
      String name, ClientCredential credential, Class<?> type, String message) {
    return Arguments.of(name, credential, type, message);
  }

  private static byte[] pfx(TestCertificate... entries)
      throws IOException, GeneralSecurityException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    for (TestCertificate entry : entries) {
      store.setKeyEntry(
          entry.certificate().getSerialNumber().toString(),
          entry.privateKey(),
          PASSPHRASE.toCharArray(),
          entry.chain().toArray(Certificate[]::new));
    }
    if (entries.length == 0) {
      store.setCertificateEntry("lonely", RSA.certificate());
    }
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, entries.length == 0 ? new char[0] : PASSPHRASE.toCharArray());
    return bytes.toByteArray();
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("mistakes")
  void mistakeIsFoundAtBuild(
      String name, ClientCredential credential, Class<? extends TokenException> type, String told) {
    assertThatThrownBy(() -> client(credential, ENTRA).build())
        .as(name)
        .isInstanceOf(type)
        .hasMessageContaining(told)
        .satisfies(e -> assertThat(printed(e)).doesNotContain("0dd1c0de", "PRIVATE KEY-----\nMII"));
  }

  private static String printed(Throwable e) {
    StringWriter all = new StringWriter();
    e.printStackTrace(new PrintWriter(all));
    return all.toString();
  }

  @Test
  @Tag("S-026")
  void aWrongPassphraseIsClearedToo() throws Exception {
    char[] wrong = "wrong".toCharArray();
    Path key = file("some.key", EncryptedPem.of(RSA.privateKey(), PASSPHRASE.toCharArray()));
    ClientCredential credential =
        ClientCredential.certificate(
            KeySource.pem(key).certificate(RSA.certificatePem()).passphrase(Passphrase.of(wrong)));

    assertThatThrownBy(() -> client(credential, ENTRA).build()).isInstanceOf(CryptoException.class);
    assertThat(wrong).containsOnly('\0');
  }

  @Test
  @Tag("S-034")
  void aPfxFileWithoutACertificateIsRefused() throws Exception {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(null, null);
    // Only in this form does the runtime take a key without its certificate.
    store.setKeyEntry("alone", EncryptedPem.der(RSA.privateKey(), PASSPHRASE.toCharArray()), null);
    ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    store.store(bytes, PASSPHRASE.toCharArray());
    Path file = file("alone.pfx", bytes.toByteArray());

    assertThatThrownBy(
            () ->
                client(
                        ClientCredential.certificate(
                                KeySource.pfx(file)
                                    .passphrase(Passphrase.of(PASSPHRASE.toCharArray())))
                            .sendChain(true),
                        ENTRA)
                    .build())
        .isInstanceOf(CryptoException.class)
        .hasMessageContaining("certificate");
  }

  @Test
  @Tag("S-035")
  void aKeyOfWhichTheAuthorityKnowsNothingPointsToTheDocumentation() {
    ClientCredential nameless =
        ClientCredential.certificate(KeySource.pem(Secret.of(RSA.keyPem())));

    assertThatThrownBy(() -> client(nameless, ENTRA).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("neither a certificate nor a thumbprint")
        .hasMessageContaining("docs/credentials.md");
  }

  @Test
  void anOpenIdProviderMayKnowAKeyWithoutACertificate() {
    client(ClientCredential.certificate(KeySource.pem(Secret.of(RSA.keyPem()))), GENERIC)
        .build()
        .close();
    client(of(EC), GENERIC).build().close();
  }

  @Test
  void malformedTextsAreArgumentErrors() {
    assertThatThrownBy(() -> client(of(RSA).thumbprint("abc"), ENTRA).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("thumbprint");
    assertThatThrownBy(() -> client(of(RSA).claims("[1]"), ENTRA).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("client assertion claims");
    assertThatThrownBy(() -> client(of(RSA).claims("{\"exp\":\"soon\"}"), ENTRA).build())
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("exp");
    assertThatThrownBy(() -> ClientCredential.assertion(""))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ClientRequest.of("s").fmiPath(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("FMI path");
    assertThatThrownBy(() -> ClientRequest.of("s").claimsFromClient("{} {}"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("claims");
    assertThatThrownBy(() -> ClientRequest.of("s").extraParameters(Map.of("fmi_path", "x")))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void aWayThatDoesNotFitTheCredentialIsFoundAtBuild() {
    assertThatThrownBy(
            () -> client(of(RSA), ENTRA).clientAuthentication(ClientAuthentication.POST).build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("POST does not fit a certificate");
    assertThatThrownBy(
            () ->
                client(ClientCredential.secret("s"), ENTRA)
                    .clientAuthentication(ClientAuthentication.MUTUAL_TLS)
                    .build())
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("does not fit a secret");
  }

  @Test
  void aMissingAdapterIsNamedAndSecretsNeedNone() throws IOException {
    try (URLClassLoader empty = new URLClassLoader(new URL[0], null)) {
      assertThatThrownBy(() -> client(of(RSA), ENTRA).classLoader(empty).build())
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("latchkey-adapters-crypto");
      client(ClientCredential.secret("s"), ENTRA).classLoader(empty).build().close();
    }
  }

  @Test
  void aPassphraseThatIsUsedUpSaysSo() throws Exception {
    Path key = file("again.key", EncryptedPem.of(RSA.privateKey(), PASSPHRASE.toCharArray()));
    ClientCredential credential =
        ClientCredential.certificate(
            KeySource.pem(key)
                .certificate(RSA.certificatePem())
                .passphrase(Passphrase.of(PASSPHRASE.toCharArray())));
    client(credential, ENTRA).build().close();

    assertThatThrownBy(() -> client(credential, ENTRA).build())
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("Passphrase.from");
  }
}
