package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.sandbox.TestCertificate;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What a run keeps in a file is good for the next run, or the run is refused. */
@Timeout(60)
class PopKeyTest {

  private static final String MIRA = "mira@contoso.onmicrosoft.com";

  @TempDir private Path folder;
  private Sandbox sandbox;
  private String url;

  @BeforeEach
  void start() throws Exception {
    sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder("desktop")
                    .publicClient(true)
                    .deviceInterval(Duration.ofSeconds(1))
                    .build())
            .application(SandboxApplication.builder("web").secret("web-secret").build())
            .user(SandboxUser.builder(MIRA).password("word").build())
            .realm(SandboxRealm.builder("people").build())
            .start();
    sandbox.writeCertificateAuthority(folder.resolve("ca.pem"));
    url = sandbox.resource().uri().toString();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  private Run run(String flow, String clientId, String... more) {
    return Run.with(
        Map.of("WORD", "word", "APP_SECRET", "web-secret"),
        Stream.of(
                Stream.of("token", flow, "--client-id", clientId, "--scope", "orders"),
                Stream.of("--oidc-authority", sandbox.oidcAuthority("people").toString()),
                Stream.of("--ca-file", folder.resolve("ca.pem").toString()),
                Stream.of("--cache", folder.resolve("tokens").toString()),
                Stream.of("--cache-key-file", folder.resolve("key").toString()),
                Stream.of(more))
            .flatMap(it -> it)
            .toArray(String[]::new));
  }

  private String key(String name, TestCertificate certificate) throws Exception {
    Path file = folder.resolve(name);
    Files.writeString(file, certificate.keyPem() + certificate.certificatePem());
    return file.toString();
  }

  private static JsonObject token(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    return Json.createReader(new StringReader(run.out())).readObject();
  }

  private Run signedInByDevice(String... more) throws Exception {
    CompletableFuture<Run> command = Beside.test(() -> run("device-code", "desktop", more));
    List<String> waiting = sandbox.device().waiting();
    while (waiting.isEmpty() && !command.isDone()) {
      Thread.onSpinWait();
      waiting = sandbox.device().waiting();
    }
    if (!waiting.isEmpty()) {
      sandbox.device().approve(waiting.get(0), MIRA);
    }
    return command.get(30, TimeUnit.SECONDS);
  }

  @ParameterizedTest
  @ValueSource(strings = {"interactive", "device-code", "password", "silent"})
  void aKeyThatIsGoneWhenTheRunEndsBindsNothingThatIsKept(String flow) {
    String[] password = {"--username", MIRA, "--password-env", "WORD"};
    String[] pop = {"--pop", url};
    Run run =
        run(
            flow,
            "desktop",
            Stream.of(pop, flow.equals("password") ? password : new String[0])
                .flatMap(Stream::of)
                .toArray(String[]::new));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--pop with --cache", "--pop-key", "leave --cache out");
    assertThat(sandbox.requests().all()).isEmpty();
    assertThat(folder.resolve("tokens")).doesNotExist();
  }

  @Test
  void aKeyThatStaysRefreshesWhatIsKept() throws Exception {
    String key = key("ec.pem", TestCertificate.ec("CN=proof"));
    JsonObject first = token(signedInByDevice("--pop", url, "--pop-key", key));

    JsonObject next =
        token(run("silent", "desktop", "--pop", url, "--pop-key", key, "--force-refresh"));

    assertThat(first.getString("token_type")).isEqualTo("DPoP");
    assertThat(next.getString("token_type")).isEqualTo("DPoP");
    assertThat(next.getString("key_id")).isEqualTo(first.getString("key_id"));
    assertThat(next.getString("access_token")).isNotEqualTo(first.getString("access_token"));
    assertThat(next.getString("source")).isEqualTo("identity_provider");
  }

  @Test
  void whoeverAsksWithoutTheKeyIsToldToSignIn() throws Exception {
    String key = key("ec.pem", TestCertificate.ec("CN=proof"));
    token(signedInByDevice("--pop", url, "--pop-key", key));

    Run without = run("silent", "desktop", "--force-refresh");

    assertThat(without.code()).isEqualTo(3);
    assertThat(without.err()).contains("bound to a key");
    token(run("silent", "desktop", "--pop", url, "--pop-key", key, "--force-refresh"));
  }

  @Test
  void aClientWithACredentialNeedsNoKeyThatStays() {
    Run run = run("client-credentials", "web", "--secret-env", "APP_SECRET", "--pop", url);
    assertThat(token(run).getString("token_type")).isEqualTo("DPoP");

    Run password =
        run(
            "password",
            "web",
            "--secret-env",
            "APP_SECRET",
            "--pop",
            url,
            "--username",
            MIRA,
            "--password-env",
            "WORD");
    assertThat(token(password).getString("token_type")).isEqualTo("DPoP");
  }

  @Test
  void aKeyOfAnotherKindIsRefusedBeforeATokenIsAskedFor() throws Exception {
    Run run =
        run(
            "client-credentials",
            "web",
            "--secret-env",
            "APP_SECRET",
            "--pop",
            url,
            "--pop-key",
            key("rsa.pem", TestCertificate.rsa("CN=proof")));

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("ES256 does not fit");
    assertThat(sandbox.requests().to(EndpointKind.TOKEN)).isEmpty();
  }

  @Test
  void aKeyWithNothingToBindIsAMistake() {
    Run alone = run("device-code", "desktop", "--pop-key", "ec.pem");
    assertThat(alone.code()).isEqualTo(2);
    assertThat(alone.err()).contains("without --pop");

    Run broker = run("silent", "desktop", "--pop-key", "ec.pem", "--pop", url, "--broker");
    assertThat(broker.code()).isEqualTo(2);
    assertThat(broker.err()).contains("key of its own");
    assertThat(sandbox.requests().all()).isEmpty();
  }
}
