package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tokens that outlive a run of the command line, and what can be done about them. */
@Timeout(60)
class CacheCommandsTest {

  private static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final String MIRA = "mira@contoso.onmicrosoft.com";
  private static final String NOOR = "noor@contoso.onmicrosoft.com";
  private static final String PASSWORD = "pass-word-1";
  private static final String GRAPH = "https://graph.microsoft.com/.default";

  @TempDir private static Path shared;
  private static Sandbox sandbox;

  @TempDir private Path folder;
  private Path cache;

  @BeforeAll
  static void start() throws Exception {
    sandbox =
        Sandbox.builder()
            .application(SandboxApplication.builder("desktop").publicClient(true).build())
            .application(SandboxApplication.builder("app").secret("app-secret").build())
            .user(SandboxUser.builder(MIRA).password(PASSWORD).build())
            .user(SandboxUser.builder(NOOR).password(PASSWORD).build())
            .start();
    sandbox.writeCertificateAuthority(shared.resolve("ca.pem"));
  }

  @AfterAll
  static void stop() {
    sandbox.close();
  }

  @BeforeEach
  void prepare() {
    cache = folder.resolve("tokens.bin");
    sandbox.faults().clear();
    sandbox.requests().clear();
  }

  private Run run(String... args) {
    return Run.with(
        Map.of(
            "APP_SECRET",
            "app-secret",
            "WORD",
            PASSWORD,
            "PATH",
            "no key at all",
            "XDG_DATA_HOME",
            folder.resolve("data").toString()),
        args);
  }

  private Run token(String flow, String clientId, String scope, String... more) {
    List<String> args =
        new ArrayList<>(
            List.of(
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
                shared.resolve("ca.pem").toString(),
                "--cache",
                cache.toString()));
    args.addAll(List.of(more));
    return run(args.toArray(String[]::new));
  }

  private Run app(String... more) {
    return token(
        "client-credentials",
        "app",
        GRAPH,
        Stream.concat(Stream.of("--secret-env", "APP_SECRET"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Run signIn(String username, String... more) {
    return token(
        "password",
        "desktop",
        "User.Read",
        Stream.concat(Stream.of("--username", username, "--password-env", "WORD"), Stream.of(more))
            .toArray(String[]::new));
  }

  private Run silent(String... more) {
    return token("silent", "desktop", "User.Read", more);
  }

  private Run accounts(String action, String... more) {
    return run(
        Stream.concat(
                Stream.of(
                    "accounts",
                    action,
                    "--client-id",
                    "desktop",
                    "--authority",
                    sandbox.authority(HOME).toString(),
                    "--cache",
                    cache.toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  private Run look(String action, String... more) {
    return run(
        Stream.concat(Stream.of("cache", action, "--cache", cache.toString()), Stream.of(more))
            .toArray(String[]::new));
  }

  private static JsonObject json(Run run) {
    assertThat(run.code()).as(run.err()).isZero();
    return Json.createReader(new StringReader(run.out())).readObject();
  }

  private static long tokenRequests() {
    return sandbox.requests().to(EndpointKind.TOKEN).size();
  }

  @Test
  @DisabledOnOs(OS.WINDOWS)
  void theNextRunTakesTheTokenFromAnEncryptedFile() throws IOException {
    String first = json(app()).getString("access_token");

    JsonObject second = json(app());

    assertThat(second.getString("access_token")).isEqualTo(first);
    assertThat(second.getString("source")).isEqualTo("cache");
    assertThat(tokenRequests()).isEqualTo(1);
    assertThat(new String(Files.readAllBytes(cache), StandardCharsets.ISO_8859_1))
        .doesNotContain("AccessToken", first);
    for (Path file : List.of(cache, folder.resolve("data/latchkey/cache-key"))) {
      assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
          .isEqualTo("rw-------");
    }
  }

  @Test
  void aKeyFileOfOnesOwnIsMadeAndUsed() {
    String key = folder.resolve("my.key").toString();
    json(app("--cache-key-file", key));

    assertThat(json(app("--cache-key-file", key)).getString("source")).isEqualTo("cache");
    assertThat(folder.resolve("my.key")).exists();
    assertThat(folder.resolve("data")).doesNotExist();
  }

  @Test
  void plaintextTakesItsOwnSwitchAndAWarning() throws IOException {
    Run run = app("--cache-plaintext");

    assertThat(Files.readString(cache))
        .startsWith("{")
        .contains(json(run).getString("access_token"));
    assertThat(run.err()).contains("warning: ", "is not encrypted");
    assertThat(json(app("--cache-plaintext")).getString("source")).isEqualTo("cache");
  }

  @Test
  void aCacheInTheOtherFormIsLeftAloneAndTheSwitchIsNamed() throws IOException {
    json(app("--cache-plaintext"));
    byte[] before = Files.readAllBytes(cache);
    Run unswitched = app();
    assertThat(unswitched.code()).isEqualTo(2);
    assertThat(unswitched.err()).contains("--cache-plaintext", "cache convert");
    assertThat(cache).hasBinaryContent(before);

    assertThat(look("convert", "--to", "encrypted").code()).isZero();
    Run switched = app("--cache-plaintext");
    assertThat(switched.code()).isEqualTo(2);
    assertThat(switched.err()).contains("leave --cache-plaintext out");
  }

  @Test
  void aCacheThatCannotBeWrittenCostsNoTokenAndIsTold() throws IOException {
    cache = Files.writeString(folder.resolve("file"), "").resolve("tokens.bin");

    Run run = app();

    assertThat(json(run).getString("source")).isEqualTo("identity_provider");
    assertThat(run.err())
        .contains("warning: the token is good, but could not be kept in " + cache)
        .contains("warning: the token cache store failed")
        .doesNotContain("\tat ");
  }

  @Test
  void aKeyThatIsNoneCostsNoTokenAndIsTold() {
    Run run = app("--cache-key-env", "PATH");

    assertThat(json(run).getString("access_token")).isNotEmpty();
    assertThat(run.err()).contains("could not be kept", "the environment variable PATH");
    assertThat(cache).doesNotExist();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "--cache-plaintext --cache-key-env WORD",
        "--cache-key-file k --cache-key-env WORD",
        "--cache-key-env NOT_SET"
      })
  void optionsThatContradictEachOtherAreAUsageError(String options) {
    Run run = app(options.split(" "));

    assertThat(run.code()).isEqualTo(2);
    assertThat(tokenRequests()).isZero();
  }

  @Test
  void anOptionOfTheCacheWithoutACacheIsAUsageError() {
    Run run =
        run(
            "token",
            "client-credentials",
            "--client-id",
            "app",
            "--scope",
            GRAPH,
            "--tenant",
            HOME,
            "--secret-env",
            "APP_SECRET",
            "--cache-plaintext");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--cache does not say where");
  }

  @Test
  void silentGoesOnForWhoeverSignedIn() {
    String first = json(signIn(MIRA)).getString("access_token");

    assertThat(json(silent()).getString("access_token")).isEqualTo(first);
    assertThat(tokenRequests()).isEqualTo(1);

    JsonObject fresh = json(silent("--account", MIRA, "--force-refresh"));
    assertThat(fresh.getString("source")).isEqualTo("identity_provider");
    assertThat(fresh.getString("access_token")).isNotEqualTo(first);
    assertThat(fresh.getJsonObject("account").getString("username")).isEqualTo(MIRA);
  }

  @Test
  void silentForNobodyAsksForASignIn() {
    assertThat(silent().code()).isEqualTo(3);

    json(signIn(MIRA));
    assertThat(silent("--account", NOOR).code()).isEqualTo(3);
  }

  @Test
  void silentAsksWhichOfSeveral() {
    json(signIn(MIRA));
    json(signIn(NOOR));

    Run run = silent();

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("2 people", "--account").doesNotContain(MIRA);
    assertThat(
            json(silent("--account", NOOR.toUpperCase(Locale.ROOT)))
                .getJsonObject("account")
                .getString("username"))
        .isEqualTo(NOOR);
  }

  @Test
  void silentNeedsACache() {
    Run run =
        run("token", "silent", "--client-id", "desktop", "--scope", "User.Read", "--tenant", HOME);

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("--cache");
  }

  @Test
  void accountsAreListedAndForgotten() {
    json(signIn(NOOR));
    json(signIn(MIRA));
    JsonObject before = json(accounts("list"));
    assertThat(before.getJsonArray("accounts"))
        .extracting(it -> it.asJsonObject().getString("username"))
        .containsExactly(MIRA, NOOR);
    String noor = before.getJsonArray("accounts").getJsonObject(1).getString("home_account_id");

    assertThat(json(accounts("remove", "--account", noor)).getInt("removed")).isEqualTo(1);
    assertThat(json(accounts("remove", "--account", noor)).getInt("removed")).isZero();

    assertThat(json(accounts("list")).getJsonArray("accounts"))
        .extracting(it -> it.asJsonObject().getString("username"))
        .containsExactly(MIRA);
    assertThat(silent("--account", NOOR).code()).isEqualTo(3);
    assertThat(json(silent("--account", MIRA)).getString("source")).isEqualTo("cache");
  }

  @Test
  void inspectShowsWhatIsThereAndNoSecret() throws IOException {
    String token = json(signIn(MIRA, "--cache-plaintext")).getString("access_token");
    List<String> secrets = secrets(Files.readString(cache));
    assertThat(secrets).contains(token).hasSizeGreaterThan(2);
    look("convert", "--to", "encrypted");

    Run table = look("inspect");
    Run object = look("inspect", "--json");

    assertThat(table.code()).as(table.err()).isZero();
    assertThat(table.out())
        .contains("kind", "access token", "refresh token", "account", MIRA, "usable", "desktop")
        .contains(" usable");
    assertThat(json(object).getJsonArray("entries"))
        .extracting(it -> it.asJsonObject().getString("kind"))
        .contains("access_token", "refresh_token", "id_token", "account");
    for (String secret : secrets) {
      assertThat(table.out() + table.err() + object.out()).doesNotContain(secret);
    }
  }

  private static List<String> secrets(String document) {
    List<String> secrets = new ArrayList<>();
    JsonObject root = Json.createReader(new StringReader(document)).readObject();
    root.values()
        .forEach(
            section ->
                section
                    .asJsonObject()
                    .values()
                    .forEach(
                        row -> {
                          if (row.asJsonObject().containsKey("secret")) {
                            secrets.add(row.asJsonObject().getString("secret"));
                          }
                        }));
    return secrets;
  }

  @Test
  void convertGoesBothWaysAndKeepsWhatIsNotUnderstood() throws IOException {
    String document = document("\"Elsewhere\":{\"a\":{\"b\":[1,2.50]}}");
    Files.writeString(cache, document);
    Path encrypted = folder.resolve("encrypted.bin");
    assertThat(look("convert", "--to", "encrypted", "--out", encrypted.toString()).code()).isZero();
    assertThat(cache).hasContent(document);
    assertThat(Files.readAllBytes(encrypted)[0]).isEqualTo((byte) 1);

    cache = encrypted;
    Run back = look("convert", "--to", "plaintext");

    assertThat(back.err()).contains("warning: ", "is not encrypted");
    assertThat(parsed(Files.readString(encrypted))).isEqualTo(parsed(document));
  }

  private static JsonObject parsed(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  @Test
  void convertWritesOverNothing() throws IOException {
    Files.writeString(cache, document(""));
    Path other = Files.writeString(folder.resolve("other"), "{\"AccessToken\":{}}");

    Run run = look("convert", "--to", "encrypted", "--out", other.toString());

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("is there already");
    assertThat(other).hasContent("{\"AccessToken\":{}}");
  }

  @Test
  void pruneTakesOutWhatIsSpentOrOrphaned() throws IOException {
    Files.writeString(cache, document("\"Elsewhere\":{\"a\":1}"));
    assertThat(json(look("inspect", "--json")).getJsonArray("entries"))
        .extracting(it -> it.asJsonObject().getString("state"))
        .containsExactlyInAnyOrder("usable", "expired", "orphaned", "orphaned", "unknown");

    assertThat(json(look("prune")).getInt("removed")).isEqualTo(3);
    assertThat(json(look("prune")).getInt("removed")).isZero();

    assertThat(Files.readString(cache))
        .contains("live-secret", "Elsewhere")
        .doesNotContain("spent-secret", "orphan-secret", "gone@contoso.example");
  }

  private static String document(String more) {
    return """
        {
          "AccessToken": {
            "live": {"credential_type": "AccessToken", "secret": "live-secret",
              "environment": "login.microsoftonline.com", "client_id": "app", "realm": "t",
              "target": "api/.default", "cached_at": "1700000000", "expires_on": "4000000000"},
            "spent": {"credential_type": "AccessToken", "secret": "spent-secret",
              "environment": "login.microsoftonline.com", "client_id": "app", "realm": "u",
              "target": "api/.default", "cached_at": "1500000000", "expires_on": "1500003600"}
          },
          "IdToken": {
            "orphan": {"credential_type": "IdToken", "secret": "orphan-secret",
              "home_account_id": "gone.t", "environment": "login.microsoftonline.com",
              "client_id": "app", "realm": "t"}
          },
          "Account": {
            "orphan": {"home_account_id": "gone.t", "environment": "login.microsoftonline.com",
              "realm": "t", "username": "gone@contoso.example", "authority_type": "MSSTS"}
          }%s
        }
        """
        .formatted(more.isEmpty() ? "" : ", " + more);
  }

  @Test
  void aCacheThatNobodyCanReadIsACacheFailureAndStays() throws IOException {
    json(app());
    byte[] bytes = Files.readAllBytes(cache);
    bytes[bytes.length - 1] ^= 1;
    Files.write(cache, bytes);

    for (Run run : List.of(look("inspect"), look("prune"), look("convert", "--to", "plaintext"))) {
      assertThat(run.code()).isEqualTo(6);
      assertThat(run.err()).contains("damaged");
    }
    assertThat(cache).hasBinaryContent(bytes);
  }

  @Test
  void aCacheThatIsNotThereIsAUsageErrorAndNotMade() {
    Run run = look("inspect");

    assertThat(run.code()).isEqualTo(2);
    assertThat(run.err()).contains("there is no token cache in " + cache);
    assertThat(cache).doesNotExist();
    assertThat(folder.resolve("data")).doesNotExist();
  }
}
