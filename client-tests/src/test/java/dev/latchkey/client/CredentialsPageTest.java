package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the page on credentials promises to tell. */
class CredentialsPageTest {

  private final String page = read();

  private static String read() {
    try {
      return Files.readString(Path.of("../docs/credentials.md"));
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @Tag("S-024")
  void tellsHowToTurnAPfxFileIntoPem() {
    assertThat(page).contains("### PEM", "openssl pkcs12 -in app.pfx -out both.pem -nodes");
  }

  @Test
  @Tag("S-033")
  void tellsHowToMakeAPfxFileOfKeyAndCertificate() {
    assertThat(page)
        .contains("### PFX", "openssl pkcs12 -export -inkey key.pem -in certificate.pem");
  }

  @Test
  @Tag("S-028")
  void tellsThatSubjectNameAndIssuerEaseRotation() {
    assertThat(page)
        .contains("### Subject name and issuer", "a renewed certificate needs no new registration");
  }

  @Test
  @Tag("S-030")
  void tellsTheRemedyForAChainInAnotherOrder() {
    assertThat(page).contains("AADSTS700027", "give the certificate of the key alone (the leaf)");
  }

  @Test
  @Tag("S-025")
  void tellsBothWaysToTheThumbprintAndComputesWhatOtherToolsCompute(@TempDir Path folder)
      throws Exception {
    assertThat(page)
        .contains("### Thumbprint", "in the app registration", "-fingerprint -sha1")
        .contains("CertificateThumbprint.of");
    TestCertificate certificate = TestCertificate.rsa("CN=daemon");
    Path file = Files.writeString(folder.resolve("c.pem"), certificate.certificatePem());
    Process keytool =
        new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "keytool").toString(),
                "-J-Duser.language=en",
                "-printcert",
                "-file",
                file.toString())
            .redirectErrorStream(true)
            .start();
    String printed =
        new String(keytool.getInputStream().readAllBytes(), StandardCharsets.UTF_8)
            .replace(":", "")
            .toLowerCase(Locale.ROOT);

    assertThat(printed)
        .contains(
            CertificateThumbprint.of(CertificateThumbprint.Kind.SHA1, certificate.certificate())
                .hex())
        .contains(
            CertificateThumbprint.of(CertificateThumbprint.Kind.SHA256, certificate.certificate())
                .hex());
  }
}
