package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.TestCertificate;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Every kind of credential by its options, against a service that verifies them. */
@Timeout(60)
class CredentialOptionsTest {

  private static final String READY_MADE = "cmVhZHk.bWFkZQ.YXNzZXJ0aW9u";
  private static final Map<String, String> VARIABLES =
      Map.of("WORD", "hush-0dd1c0de", "WRONG", "wrong-0dd1c0de", "JWT", READY_MADE);
  private static final TestCertificate RSA = TestCertificate.rsa("CN=daemon");
  private static final TestCertificate EC = TestCertificate.ec("CN=daemon");

  @TempDir private static Path folder;
  private static Sandbox sandbox;

  @BeforeAll
  static void start() throws Exception {
    sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder("app")
                    .certificate(RSA.certificate())
                    .certificate(EC.certificate())
                    .assertion(READY_MADE)
                    .build())
            .realm(SandboxRealm.builder("plant").build())
            .start();
    sandbox.writeCertificateAuthority(folder.resolve("ca.pem"));
    Files.writeString(folder.resolve("both.pem"), RSA.keyPem() + RSA.certificatePem());
    Files.writeString(folder.resolve("key.pem"), RSA.keyPem());
    Files.writeString(folder.resolve("certificate.pem"), RSA.certificatePem());
    Files.writeString(folder.resolve("ec.pem"), EC.keyPem() + EC.certificatePem());
    Files.write(folder.resolve("app.pfx"), RSA.pfx("hush-0dd1c0de".toCharArray()));
    Files.writeString(folder.resolve("assertion.jwt"), READY_MADE + "\n");
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void forget() {
    sandbox.requests().clear();
  }

  private static Run run(String... options) {
    String[] resolved =
        Stream.of(options)
            .map(it -> it.startsWith("@") ? folder.resolve(it.substring(1)).toString() : it)
            .toArray(String[]::new);
    Run run =
        Run.with(
            VARIABLES,
            Stream.concat(
                    Stream.of(
                        "token",
                        "client-credentials",
                        "--client-id",
                        "app",
                        "--ca-file",
                        folder.resolve("ca.pem").toString(),
                        "--no-instance-discovery"),
                    Stream.of(resolved))
                .toArray(String[]::new));
    assertThat(run.out() + run.err()).doesNotContain("0dd1c0de", READY_MADE, "PRIVATE KEY-----");
    return run;
  }

  private static Run entra(String... options) {
    return run(
        Stream.concat(
                Stream.of(
                    "--scope",
                    "https://graph.microsoft.com/.default",
                    "--authority",
                    sandbox.authority("contoso.onmicrosoft.com").toString()),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static Run realm(String... options) {
    return run(
        Stream.concat(
                Stream.of(
                    "--scope",
                    "orders.read",
                    "--oidc-authority",
                    sandbox.oidcAuthority("plant").toString()),
                Stream.of(options))
            .toArray(String[]::new));
  }

  private static RecordedRequest sent(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    List<RecordedRequest> requests = sandbox.requests().tokens();
    assertThat(requests).hasSize(1);
    return requests.get(0);
  }

  private static Map<String, Object> header(Run run) {
    return sent(run).clientAssertion().orElseThrow().header();
  }

  @Test
  void takesKeyAndCertificateFromOneFile() {
    assertThat(header(entra("--certificate", "@both.pem")))
        .containsEntry("alg", "PS256")
        .doesNotContainKey("x5c");
  }

  @Test
  void takesKeyAndCertificateFromTwoFilesAndSendsTheChain() {
    assertThat(
            header(entra("--certificate", "@certificate.pem", "--key", "@key.pem", "--send-x5c")))
        .containsKey("x5c");
  }

  @Test
  void takesAKeyWithAThumbprint() throws Exception {
    String thumbprint =
        HexFormat.of()
            .formatHex(MessageDigest.getInstance("SHA-1").digest(RSA.certificate().getEncoded()));

    assertThat(header(entra("--key", "@key.pem", "--thumbprint", thumbprint)))
        .containsEntry("alg", "RS256")
        .containsKey("x5t");
  }

  @Test
  void takesAPfxFileWithItsPassphrase() {
    assertThat(header(entra("--pfx", "@app.pfx", "--passphrase-env", "WORD")))
        .containsEntry("alg", "PS256");
  }

  @Test
  void takesAnAlgorithmAKeyIdAndClaims() {
    Run run =
        entra(
            "--certificate",
            "@both.pem",
            "--algorithm",
            "RS256",
            "--key-id",
            "may",
            "--client-claims",
            "{\"client_ip\":\"203.0.113.7\"}");

    assertThat(header(run)).containsEntry("alg", "RS256").containsEntry("kid", "may");
    assertThat(sandbox.requests().tokens().get(0).clientAssertion().orElseThrow().claims())
        .containsEntry("client_ip", "203.0.113.7");
  }

  @Test
  void takesAnAssertionFromAFileOrAVariable() {
    assertThat(sent(entra("--assertion-file", "@assertion.jwt")).formParameter("client_assertion"))
        .contains(READY_MADE);
    sandbox.requests().clear();
    assertThat(sent(entra("--assertion-env", "JWT")).formParameter("client_assertion"))
        .contains(READY_MADE);
  }

  @Test
  void signsWithAnEcKeyForOtherProviders() {
    assertThat(header(realm("--certificate", "@ec.pem"))).containsEntry("alg", "ES256");
  }

  @Test
  void provesItselfByTlsWhereItIsTold() {
    RecordedRequest request = sent(realm("--certificate", "@both.pem", "--client-auth", "mtls"));

    assertThat(request.clientCertificate()).contains(RSA.certificate());
    assertThat(request.clientAssertion()).isEmpty();
  }

  @Test
  void wrongPassphrasesAreUsageErrors() {
    Run run = entra("--pfx", "@app.pfx", "--passphrase-env", "WRONG");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("passphrase is wrong");
    assertThat(sandbox.requests().all()).isEmpty();
  }

  @Test
  void filesThatAreNotThereAreNamed() {
    assertThat(entra("--pfx", "@none.pfx").err()).contains("none.pfx is not there");
    assertThat(entra("--assertion-file", "@none.jwt").err()).contains("none.jwt is not there");
  }

  @Test
  void anEcKeyForEntraIsAUsageError() {
    Run run = entra("--certificate", "@ec.pem");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("EC key is not accepted");
  }

  @Test
  void wantsACredential() {
    Run run = entra();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("no credential", "--secret-env", "--pfx", "--assertion-file");
  }

  @Test
  void wantsOneCredentialOnly() {
    Run run = entra("--secret-env", "WORD", "--pfx", "@app.pfx");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("more than one credential", "--secret-env", "--pfx");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--client-auth=telepathy",
        "--client-auth=post",
        "--algorithm=HS256",
        "--client-claims=none",
        "--thumbprint=abc",
        "--passphrase-env=not a name"
      })
  void namesAnOptionThatMakesNoSense(String option) {
    Run run = entra("--certificate", "@both.pem", option);

    if (option.startsWith("--passphrase")) {
      // The key is not encrypted, so nobody asks for the passphrase.
      run = entra("--pfx", "@app.pfx", option);
    }
    assertThat(run.code()).as(run.err()).isEqualTo(2);
    assertThat(run.err().replace('-', ' '))
        .containsAnyOf("client auth", "algorithm", "claims", "thumbprint", "passphrase", "POST");
  }
}
