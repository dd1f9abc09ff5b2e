package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxRedirect;
import dev.latchkey.sandbox.SandboxUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The commands of the flows in which a person takes part. */
@Timeout(60)
class UserCommandsTest {

  private static final String MIRA = "mira@contoso.onmicrosoft.com";
  private static final String PASSWORD = "pass&word 1%\u00e9";
  private static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final String API = "api://service/Tasks.Read";

  @TempDir private static Path folder;
  private static Sandbox sandbox;

  @BeforeAll
  static void start() throws Exception {
    sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder("desktop")
                    .publicClient(true)
                    .redirectUri("http://localhost")
                    .deviceInterval(Duration.ofSeconds(1))
                    .build())
            .application(
                SandboxApplication.builder("service")
                    .secret("service-secret")
                    .identifierUri("api://service")
                    .build())
            .user(SandboxUser.builder(MIRA).password(PASSWORD).displayName("Mira").build())
            .start();
    sandbox.writeCertificateAuthority(folder.resolve("ca.pem"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  private static Run run(String flow, String clientId, String scope, String... more) {
    return runWith(Map.of(), flow, clientId, scope, more);
  }

  private static Run runWith(
      Map<String, String> variables, String flow, String clientId, String scope, String... more) {
    return Run.with(
        variables,
        Stream.concat(
                Stream.of(
                    "token",
                    flow,
                    "--client-id",
                    clientId,
                    "--scope",
                    scope,
                    "--authority",
                    sandbox.authority(HOME).toString(),
                    "--no-instance-discovery",
                    "--ca-file",
                    folder.resolve("ca.pem").toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static JsonObject token(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    return Json.createReader(new StringReader(run.out())).readObject();
  }

  @Test
  void passwordSignsAPersonIn() {
    Run run =
        runWith(
            Map.of("WORD", PASSWORD),
            "password",
            "desktop",
            "User.Read",
            "--username",
            MIRA,
            "--password-env",
            "WORD");

    assertThat(token(run).getJsonObject("account").getString("username")).isEqualTo(MIRA);
    assertThat(run.out() + run.err()).doesNotContain(PASSWORD);
  }

  @Test
  void withoutABrokerOnTheMachinePeopleSignInAllTheSame() {
    Run run =
        runWith(
            Map.of("WORD", PASSWORD),
            "password",
            "desktop",
            "User.Read",
            "--broker",
            "--username",
            MIRA,
            "--password-env",
            "WORD");
    assertThat(token(run).getString("source")).isEqualTo("identity_provider");
  }

  @Test
  void brokerIsForClientsWithoutACredential() {
    Run run =
        runWith(
            Map.of("WORD", PASSWORD, "SECRET", "x"),
            "password",
            "service",
            "User.Read",
            "--broker",
            "--secret-env",
            "SECRET",
            "--username",
            MIRA,
            "--password-env",
            "WORD");
    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--broker");
  }

  @Test
  void aWrongPasswordIsRefusedAndNotShown() {
    Run run =
        runWith(
            Map.of("WORD", "wrong-and-private"),
            "password",
            "desktop",
            "User.Read",
            "--username",
            MIRA,
            "--password-env",
            "WORD");

    assertThat(run.code()).isIn(3, 4);
    assertThat(run.err()).contains("50126").doesNotContain("wrong-and-private");
  }

  @Test
  void deviceCodeShowsTheCodeAndWaits() throws Exception {
    Run run = signedInByDevice();

    assertThat(token(run).getJsonObject("account").getString("username")).isEqualTo(MIRA);
  }

  @Test
  void deviceCodeBindsTheToken() throws Exception {
    JsonObject token = token(signedInByDevice("--pop", sandbox.resource().uri().toString()));

    assertThat(token.getString("token_type")).isEqualTo("pop");
    assertThat(token.getJsonObject("headers").getString("Authorization")).startsWith("PoP ");
  }

  private Run signedInByDevice(String... more) throws Exception {
    CompletableFuture<Run> command =
        Beside.test(() -> run("device-code", "desktop", "User.Read", more));
    String code = null;
    while (code == null) {
      List<String> waiting = sandbox.device().waiting();
      code = waiting.isEmpty() ? null : waiting.get(0);
      Thread.onSpinWait();
    }
    sandbox.device().approve(code, MIRA);

    Run run = command.get(30, TimeUnit.SECONDS);
    assertThat(run.err()).contains(code);
    return run;
  }

  @Test
  void onBehalfOfExchangesAnIncomingToken() {
    String incoming =
        token(
                runWith(
                    Map.of("WORD", PASSWORD),
                    "password",
                    "desktop",
                    API,
                    "--username",
                    MIRA,
                    "--password-env",
                    "WORD"))
            .getString("access_token");
    Run run =
        runWith(
            Map.of("INCOMING", incoming, "APP_SECRET", "service-secret"),
            "on-behalf-of",
            "service",
            "https://graph.microsoft.com/User.Read",
            "--secret-env",
            "APP_SECRET",
            "--user-assertion-env",
            "INCOMING");

    assertThat(token(run).getString("access_token")).isNotEqualTo(incoming);
    assertThat(run.err()).doesNotContain(incoming);
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void interactiveOpensTheNamedProgramAndWaitsForItsReturn() throws Exception {
    BrowserProgram browser = BrowserProgram.in(folder);
    CompletableFuture<Run> command =
        Beside.test(
            () ->
                run(
                    "interactive",
                    "desktop",
                    "User.Read",
                    "--response-mode",
                    "query",
                    "--browser",
                    browser.toString()));

    SandboxRedirect redirect = sandbox.signIn(browser.address(command), MIRA);
    HttpResponse<String> page =
        HttpClient.newHttpClient()
            .send(
                HttpRequest.newBuilder(redirect.uri()).build(),
                HttpResponse.BodyHandlers.ofString());

    assertThat(page.statusCode()).isEqualTo(200);
    Run run = command.get(30, TimeUnit.SECONDS);
    assertThat(token(run).getJsonObject("account").getString("username")).isEqualTo(MIRA);
    assertThat(run.err()).contains("opening a browser");
  }

  @Test
  void wantsItsVariables() {
    assertThat(run("password", "desktop", "s", "--username", MIRA).code()).isEqualTo(2);
    assertThat(run("refresh-token", "desktop", "s", "--refresh-token-env", "NONE").code())
        .isEqualTo(2);
    assertThat(run("on-behalf-of", "service", "s", "--user-assertion-env", "NONE").code())
        .isEqualTo(2);
    assertThat(run("interactive", "desktop", "s", "--response-mode", "smoke").code()).isEqualTo(2);
  }
}
