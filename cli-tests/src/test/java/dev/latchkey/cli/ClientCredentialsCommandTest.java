package dev.latchkey.cli;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxRealm;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Timeout(60)
class ClientCredentialsCommandTest {

  private static final String SECRET = "p+/=%&\u00e9 \u00fc'\"$!~";
  private static final Map<String, String> VARIABLES =
      Map.of("APP_SECRET", SECRET, "BAD_SECRET", "wrong-and-private", "EMPTY_SECRET", "");
  private static final String GRAPH = "https://graph.microsoft.com/.default";

  @TempDir private static Path folder;
  private static Sandbox sandbox;
  private static Path ca;

  @BeforeAll
  static void start() throws Exception {
    sandbox =
        Sandbox.builder()
            .application(SandboxApplication.builder("app").secret(SECRET).build())
            .realm(SandboxRealm.builder("basic").authMethods("client_secret_basic").build())
            .realm(SandboxRealm.builder("post").authMethods("client_secret_post").build())
            .start();
    ca = folder.resolve("ca.pem");
    sandbox.writeCertificateAuthority(ca);
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void forget() {
    sandbox.faults().clear();
    sandbox.requests().clear();
  }

  private static Run token(String... more) {
    return tokenWith("APP_SECRET", more);
  }

  private static Run tokenWith(String variable, String... more) {
    return bare(
        Stream.concat(
                Stream.of(
                    "--client-id",
                    "app",
                    "--scope",
                    GRAPH,
                    "--secret-env",
                    variable,
                    "--authority",
                    sandbox.authority("contoso.onmicrosoft.com").toString(),
                    "--no-instance-discovery",
                    "--ca-file",
                    ca.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private static Run realm(String realm, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
                "--client-id",
                "app",
                "--scope",
                "orders.read",
                "--secret-env",
                "APP_SECRET",
                "--oidc-authority",
                sandbox.oidcAuthority(realm).toString(),
                "--ca-file",
                ca.toString()));
    args.addAll(List.of(more));
    return bare(args.toArray(String[]::new));
  }

  private static Run bare(String... options) {
    String[] args =
        Stream.concat(Stream.of("token", "client-credentials"), Stream.of(options))
            .toArray(String[]::new);
    Run run = Run.with(VARIABLES, args);
    // Whatever happens, a secret is never shown.
    assertThat(run.out() + run.err()).doesNotContain(SECRET, "wrong-and-private");
    return run;
  }

  private static JsonObject json(Run run) {
    return Json.createReader(new StringReader(run.out())).readObject();
  }

  @Test
  @Tag("S-093")
  @Tag("S-094")
  void metadataIsKeptForTheNextRun(@TempDir Path own) throws Exception {
    Path file = own.resolve("latchkey.http_cache");
    for (int run = 1; run <= 2; run++) {
      assertThat(token("--http-cache", file.toString()).code()).isZero();
      assertThat(file).isRegularFile();
    }
    assertThat(sandbox.requests().count(EndpointKind.METADATA)).isEqualTo(1);
    assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isEqualTo(2);
    Files.delete(file);
    Files.createSymbolicLink(file, own.resolve("elsewhere"));
    assertThat(token("--http-cache", file.toString()).err()).contains("latchkey.http_cache");
  }

  @Test
  void printsTheTokenAsJsonAndNothingElse() {
    Run run = token();

    assertThat(run.err()).isEmpty();
    assertThat(run.code()).isZero();
    JsonObject token = json(run);
    assertThat(token.keySet())
        .containsExactly(
            "access_token",
            "token_type",
            "expires_on",
            "scopes",
            "account",
            "source",
            "correlation_id");
    assertThat(token.getString("access_token")).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(token.getString("token_type")).isEqualTo("Bearer");
    assertThat(token.getJsonNumber("expires_on").longValue())
        .isCloseTo(Instant.now().plusSeconds(3600).getEpochSecond(), within(60L));
    assertThat(token.getJsonArray("scopes").getString(0)).isEqualTo(GRAPH);
    assertThat(token.isNull("account")).isTrue();
    assertThat(token.getString("source")).isEqualTo("identity_provider");
    assertThat(token.getString("correlation_id")).hasSize(36);
  }

  @Test
  void signsOneRequestWithAKeyOfItsOwn() {
    String url = sandbox.resource().uri() + "?page=2";
    Run run = token("--pop", url, "--pop-method", "POST", "--pop-nonce", "n-1");

    assertThat(run.code()).as(run.err()).isZero();
    JsonObject token = json(run);
    assertThat(token.getString("token_type")).isEqualTo("pop");
    assertThat(token.getString("key_id")).hasSize(43);
    String signed = token.getJsonObject("headers").getString("Authorization");
    assertThat(signed).startsWith("PoP ");
    assertThat(new String(Base64.getUrlDecoder().decode(signed.split("\\.", -1)[1]), UTF_8))
        .contains("\"m\":\"POST\"", "\"p\":\"/resource\"", "\"nonce\":\"n-1\"");
  }

  @Test
  void provesByDpopToOtherProviders() {
    Run run = realm("post", "--pop", sandbox.resource().uri().toString(), "--format", "header");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out().lines())
        .hasSize(2)
        .anyMatch(it -> it.startsWith("Authorization: DPoP "))
        .anyMatch(it -> it.startsWith("DPoP: "));
  }

  @Test
  void refusesAnAddressThatIsNoneBeforeAnythingIsSent() {
    Run run = token("--pop", "orders");

    assertThat(run.code()).isNotZero();
    assertThat(run.err()).contains("absolute");
    assertThat(sandbox.requests().all()).isEmpty();
  }

  @Test
  void printsAHeaderForOtherPrograms() {
    assertThat(token("--format", "header").out())
        .matches("Authorization: Bearer [\\w.-]+" + System.lineSeparator());
  }

  @Test
  void printsAssignmentsForAShell() {
    assertThat(token("--format", "env").out().lines())
        .satisfiesExactly(
            line -> assertThat(line).matches("export LATCHKEY_ACCESS_TOKEN='[\\w.-]+'"),
            line -> assertThat(line).isEqualTo("export LATCHKEY_TOKEN_TYPE='Bearer'"),
            line -> assertThat(line).matches("export LATCHKEY_EXPIRES_ON='\\d+'"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"basic", "post"})
  void getsTokensFromAGenericProviderInEitherWayOfAuthentication(String realm) {
    Run run = realm(realm);

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(json(run).getString("source")).isEqualTo("identity_provider");
    RecordedRequest request = sandbox.requests().tokens().get(0);
    assertThat(request.header("Authorization").isPresent()).isEqualTo(realm.equals("basic"));
  }

  @Test
  void reachesEntraByItsRealNameThroughADetour() {
    Run run =
        bare(
            "--client-id",
            "app",
            "--scope",
            GRAPH,
            "--secret-env",
            "APP_SECRET",
            "--tenant",
            "contoso.onmicrosoft.com",
            "--ca-file",
            ca.toString(),
            "--connect-to",
            "login.microsoftonline.com:443:localhost:" + sandbox.uri().getPort());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(sandbox.requests().tokens().get(0).host()).isEqualTo("login.microsoftonline.com");
  }

  @Test
  void asksTheRegionOfTheOption() {
    Run run =
        bare(
            "--client-id",
            "app",
            "--scope",
            GRAPH,
            "--secret-env",
            "APP_SECRET",
            "--tenant",
            "contoso.onmicrosoft.com",
            "--authority",
            "https://login.microsoftonline.com/common",
            "--region",
            "West US 2",
            "--ca-file",
            ca.toString(),
            "--connect-to",
            "westus2.login.microsoft.com:443:localhost:" + sandbox.uri().getPort());

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(sandbox.requests().tokens())
        .singleElement()
        .satisfies(it -> assertThat(it.host()).isEqualTo("westus2.login.microsoft.com"));
  }

  @Test
  void saysWhichAdapterMakesNoDetours() {
    Run run = token("--http", "jdk", "--connect-to", "localhost:1:localhost:2");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("connectTo");
  }

  @ParameterizedTest
  @ValueSource(strings = {"apache", "jdk"})
  void sendsWithTheAdapterOfTheOption(String adapter) {
    Run run = token("--http", adapter);

    assertThat(run.code()).as(run.err()).isZero();
  }

  @Test
  void takesTheTenantOfTheOption() {
    token("--tenant", "fabrikam.onmicrosoft.com");

    assertThat(sandbox.requests().all().get(0).path()).startsWith("/fabrikam.onmicrosoft.com/");
  }

  @Test
  void sendsCorrelationIdNameVersionAndClaims() {
    String id = "0b7c5f5e-3b0c-4b58-9d2f-0d7d4d6f5a11";
    String claims = "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1\"}}}";

    Run run =
        token(
            "--correlation-id",
            id,
            "--app-name",
            "orders",
            "--app-version",
            "1.2",
            "--claims",
            claims,
            "--force-refresh");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(json(run).getString("correlation_id")).isEqualTo(id);
    RecordedRequest request = sandbox.requests().tokens().get(0);
    assertThat(request.header("client-request-id")).hasValue(id);
    assertThat(request.header("x-app-name")).hasValue("orders");
    assertThat(request.header("x-app-ver")).hasValue("1.2");
    assertThat(request.formParameter("claims")).hasValue(claims);
  }

  @Test
  void tellsWhatTheClientCanDoBesideTheClaims() {
    Run run = token("--capability", "CP1", "--capability=CP2", "--claims", "{\"id_token\":{}}");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(sandbox.requests().tokens().get(0).formParameter("claims"))
        .hasValue("{\"id_token\":{},\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\",\"CP2\"]}}}");
  }

  @Test
  void tellsARefusalWithCodeDescriptionCorrelationIdAndWhatToDo() {
    Run run = tokenWith("BAD_SECRET");

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err().lines())
        .satisfiesExactly(
            line -> assertThat(line).startsWith("latchkey: ").contains("invalid_client"),
            line ->
                assertThat(line)
                    .contains(
                        "invalid_client (7000215)", "Invalid client secret", "correlation id"),
            line -> assertThat(line).startsWith("  try: ").contains("credential"));
  }

  @Test
  void tellsWhenAPersonIsNeeded() {
    sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(Fault.oauthError("interaction_required", "conditional access", 53003));

    assertThat(token().code()).isEqualTo(3);
  }

  @Test
  void tellsHowLongToWaitWhenTheServiceIsOverloaded() {
    sandbox.faults().on(EndpointKind.TOKEN).always(Fault.retryAfter(429, "17"));

    Run run = token();

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.err()).contains("429", "retry after 17 s");
  }

  @Test
  void takesControlCharactersOutOfWhatAServerSays() {
    sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(Fault.oauthError("invalid_request", "red \u001b[31m\r\nlatchkey: all is well", 1));

    Run run = token();

    assertThat(run.err().lines()).hasSize(3);
    assertThat(run.err()).doesNotContain("\u001b", "\r");
  }

  @Test
  void failsAsTransportWhenNobodyListens() {
    Run run = token("--connect-to", "localhost:" + sandbox.uri().getPort() + ":localhost:1");

    assertThat(run.code()).isEqualTo(5);
    assertThat(run.err()).startsWith("latchkey: ");
  }

  @Test
  void failsAsTransportWhenTheServerIsNotTrusted() throws Exception {
    try (Sandbox stranger = Sandbox.start()) {
      Path other = folder.resolve("other.pem");
      stranger.writeCertificateAuthority(other);
      Run run =
          bare(
              "--client-id",
              "app",
              "--scope",
              "s",
              "--secret-env",
              "APP_SECRET",
              "--oidc-authority",
              sandbox.oidcAuthority("demo").toString(),
              "--ca-file",
              other.toString());

      assertThat(run.code()).isEqualTo(5);
      assertThat(sandbox.requests().all()).isEmpty();
    }
  }

  @Test
  void warnsLoudlyWhenTheServerIsNotVerified() {
    Run run =
        bare(
            "--client-id",
            "app",
            "--scope",
            "s",
            "--secret-env",
            "APP_SECRET",
            "--oidc-authority",
            sandbox.oidcAuthority("demo").toString(),
            "--insecure-trust-any-server");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.err()).contains("warning: the server is not verified");
  }

  @Test
  void givesUpAfterTheTimeout() {
    sandbox.faults().on(EndpointKind.TOKEN).always(Fault.neverAnswer());
    long begin = System.nanoTime();

    Run run = token("--timeout", "1.5");

    assertThat(run.code()).isEqualTo(5);
    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
  }

  @Test
  void saysThatItStillWaits() {
    sandbox.faults().on(EndpointKind.TOKEN).next(Fault.slow(Duration.ofMillis(3_500)));

    assertThat(token().err()).contains("still waiting for a token (3 s of at most 30 s)");
  }

  @ParameterizedTest
  @ValueSource(strings = {"EMPTY_SECRET", "MISSING_SECRET"})
  void namesAVariableThatHasNoSecret(String variable) {
    Run run = tokenWith(variable);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains(variable, "--secret-env");
    assertThat(sandbox.requests().all()).isEmpty();
  }

  @Test
  void doesNotRepeatASecretThatWasGivenForAName() {
    Run run = tokenWith("hunter2!");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--secret-env").doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(strings = {"--client-secret=hunter2", "hunter2", "-phunter2"})
  void doesNotRepeatWhatItDoesNotKnow(String argument) {
    Run run = token(argument);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).doesNotContain("hunter2");
    assertThat(run.err().lines()).hasSize(2);
  }

  @Test
  void wantsATenant() {
    Run run = bare("--client-id", "app", "--scope", "s", "--secret-env", "APP_SECRET");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--tenant", "--authority", "--oidc-authority");
  }

  @Test
  void wantsOneAuthorityOnly() {
    assertThat(token("--oidc-authority", "https://login.example.org").code()).isEqualTo(2);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--claims=no json",
        "--correlation-id=42",
        "--timeout=0",
        "--timeout=soon",
        "--connect-to=login.microsoftonline.com:443",
        "--proxy=nowhere",
        "--format=xml",
        "--tenant=a b",
        "--app-name= ",
        "--capability= ",
        "--claims={\"access_token\":1}",
        "--region=west/us",
        "--http=carrier-pigeon"
      })
  void namesAnOptionThatMakesNoSense(String option) {
    Run run = token(option);

    assertThat(run.code()).as(run.err()).isEqualTo(2);
    String name = option.substring(2, option.indexOf('=')).replace('-', ' ');
    assertThat(run.err().replace('-', ' ')).containsIgnoringCase(name);
    assertThat(sandbox.requests().all()).isEmpty();
  }

  @Test
  void wantsACaFileThatExists() {
    Run run =
        bare(
            "--client-id",
            "app",
            "--scope",
            "s",
            "--secret-env",
            "APP_SECRET",
            "--tenant",
            "t",
            "--ca-file",
            folder.resolve("none.pem").toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("none.pem");
  }

  @Test
  void tellsOnRequestWhatIsSentAndNoSecret() {
    Run run = token("--verbose");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).startsWith("{").contains("access_token");
    assertThat(run.err())
        .containsPattern("debug: GET https://.*/\\.well-known/openid-configuration: 200 ")
        .containsPattern("debug: POST https://.*/oauth2/v2.0/token: 200 .* correlation id ")
        .contains("client-credentials")
        .doesNotContain(SECRET, "access_token");
    assertThat(token().err()).as("silent again").doesNotContain("debug");
  }

  @Test
  void namesOfPeopleInARefusalAreShownOnRequestOnly() {
    Fault refusal =
        Fault.status(
            400,
            "{\"error\":\"invalid_grant\",\"error_description\":"
                + "\"AADSTS50034: mira@contoso.example sent password=hunter2\"}",
            Map.of("Content-Type", "application/json"));
    sandbox.faults().on(EndpointKind.TOKEN).next(refusal);
    assertThat(token("--verbose").err())
        .contains("AADSTS50034: *** sent password=***")
        .doesNotContain("mira@", "hunter2");

    sandbox.faults().on(EndpointKind.TOKEN).next(refusal);
    assertThat(token("--verbose", "--log-personal-data").err())
        .contains("AADSTS50034: mira@contoso.example sent password=***")
        .containsPattern("debug: .*mira@contoso.example")
        .doesNotContain("hunter2");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--proxy-user me",
        "--no-proxy example.com",
        "--proxy proxy.invalid:3128 --proxy-user me",
        "--proxy proxy.invalid:3128 --proxy-env",
        "--proxy proxy.invalid:3128 --no-proxy http://x",
        "--proxy proxy.invalid:3128 --proxy-user me --proxy-password-env NOT_SET"
      })
  void halfAProxyIsAMistake(String options) {
    Run run = token(options.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).containsIgnoringCase("proxy");
  }

  @Test
  void theProxyIsTakenFromTheEnvironmentWhenAsked() {
    Map<String, String> variables =
        Map.of("APP_SECRET", SECRET, "HTTPS_PROXY", "http://me:hunter2@127.0.0.1:9");
    String[] args = {
      "token",
      "client-credentials",
      "--client-id",
      "app",
      "--scope",
      GRAPH,
      "--secret-env",
      "APP_SECRET",
      "--oidc-authority",
      "https://login.invalid/x"
    };
    Run asked =
        Run.with(
            variables,
            Stream.concat(Stream.of(args), Stream.of("--proxy-env")).toArray(String[]::new));
    assertThat(asked.code()).isEqualTo(5);
    assertThat(asked.err())
        .contains("no connection to proxy 127.0.0.1:9")
        .doesNotContain("hunter2");

    assertThat(Run.with(variables, args).err()).doesNotContain("proxy 127.0.0.1:9");
  }
}
