package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ScenarioTest {

  private static final String FULL =
      """
      {
        "hosts": ["login.corp.example"],
        "tenants": {"contoso.example": "11111111-2222-4333-8444-555555555555"},
        "unknown_tenants": ["gone.example"],
        "applications": [
          {"client_id": "app", "secrets": ["one", "two"], "token_lifetime": 60, "refresh_in": 30,
           "ext_expires_in": 90, "scopes": ["api://a/.default"], "extra_scopes": ["email"], "roles": ["R"],
           "assertions": ["a.b.c"], "echo_scope": true, "basic_allowed": false, "post_allowed": true}
        ],
        "realms": [
          {"name": "demo", "token_endpoint_auth_methods": ["client_secret_basic"], "metadata": {"extra": [1]}}
        ],
        "faults": [
          {"fault": "status", "endpoint": "jwks", "times": 2, "status": 503, "headers": {"Retry-After": "1"}},
          {"fault": "slow", "endpoint": "metadata", "always": true, "millis": 1}
        ]
      }
      """;

  @Test
  void setsASandboxUp(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("scenario.json"), FULL);

    try (Sandbox sandbox = Sandbox.builder().scenario(Scenario.read(file)).start()) {
      Client client = new Client(sandbox);
      assertThat(
              client
                  .get(sandbox.uri(), "/t/discovery/v2.0/keys")
                  .headers()
                  .firstValue("Retry-After"))
          .contains("1");
      assertThat(sandbox.faults().remaining()).isEqualTo(1);
      assertThat(
              client.get(sandbox.oidcAuthority("demo"), "/.well-known/openid-configuration").body())
          .contains("\"extra\":[1");
      assertThat(
              client
                  .get(
                      sandbox.authority("contoso.example"),
                      "/v2.0/.well-known/openid-configuration")
                  .body())
          .contains("11111111-2222-4333-8444-555555555555");
      var answer =
          client.post(
              Client.entraToken(sandbox, "contoso.example"),
              Client.form(
                  "grant_type", "client_credentials",
                  "client_id", "app",
                  "client_secret", "two",
                  "scope", "api://a/.default"));
      assertThat(Json.read(answer.body()))
          .containsEntry("expires_in", 60L)
          .containsEntry("refresh_in", 30L)
          .containsEntry("ext_expires_in", 90L)
          .containsEntry("scope", "api://a/.default");
    }
  }

  @Test
  void registersCertificatesAndTrustedSubjects() throws Exception {
    TestCertificate own = TestCertificate.rsa("CN=own");
    TestCertificate root = TestCertificate.builder("CN=root").ec().authority().build();
    TestCertificate leaf = TestCertificate.builder("CN=leaf").issuer(root).build();
    Map<String, Object> app =
        Map.of(
            "client_id",
            "app",
            "certificates",
            List.of(own.certificatePem()),
            "trusted_subjects",
            List.of(Map.of("subject", "CN=leaf", "issuer", root.certificatePem())),
            "single_use_assertions",
            false);
    Map<String, Object> realm =
        Map.of("name", "demo", "token_endpoint_auth_signing_algs", List.of("PS256"));
    Scenario scenario =
        Scenario.parse(Json.write(Map.of("applications", List.of(app), "realms", List.of(realm))));

    try (Sandbox sandbox = Sandbox.builder().scenario(scenario).start()) {
      Client client = new Client(sandbox);
      URI endpoint = Client.realmToken(sandbox, "demo");
      Instant now = Instant.now();
      Assertions first =
          Assertions.by(own.privateKey(), "PS256", "app", endpoint.toString())
              .thumbprint(own.certificate())
              .valid(now, now.plusSeconds(600));
      Assertions second =
          Assertions.by(leaf.privateKey(), "PS256", "app", endpoint.toString())
              .chain(leaf.chain())
              .valid(now, now.plusSeconds(600));
      for (String assertion : List.of(first.sign(), first.sign(), second.sign())) {
        assertThat(client.post(endpoint, Assertions.form("app", assertion)).statusCode())
            .isEqualTo(200);
      }
      first.header("alg", "RS256");
      assertThat(client.post(endpoint, Assertions.form("app", first.sign())).statusCode())
          .isEqualTo(401);
    }
  }

  @Test
  void registersUsersAndWhatTheySignInTo() throws Exception {
    Scenario scenario =
        Scenario.parse(
            """
            {
              "applications": [
                {"client_id": "app", "public": true, "redirect_uris": ["https://app.example/back?kept=1"],
                 "identifier_uris": ["api://a"], "proof_key_required": true, "family": "1",
                 "refresh_token_lifetime": 60, "rotate_refresh_tokens": true,
                 "detect_refresh_token_reuse": true, "device_code_lifetime": 30, "device_interval": 2}
              ],
              "users": [
                {"username": "mira@contoso.example", "password": "s3cret", "display_name": "Mira Quist",
                 "object_id": "7c1d2e3f-0a1b-4c2d-8e3f-112233445566", "home_tenant": "contoso.example",
                 "guest_in": ["fabrikam.example"], "personal": false, "disabled": false,
                 "second_factor": true, "consented": false}
              ],
              "realms": [
                {"name": "demo", "without_metadata": ["jwks_uri"], "issuer_parameter": false}
              ]
            }
            """);

    try (Sandbox sandbox = Sandbox.builder().scenario(scenario).start()) {
      UserFlow entra = UserFlow.entra(sandbox, "fabrikam.example");
      Map<String, Object> answer = entra.post(entra.redemption(), 200);
      assertThat(answer).containsEntry("foci", "1");
      assertThat(entra.claims(answer.get("id_token")).getStringClaim("name"))
          .isEqualTo("Mira Quist");
      SandboxUser user = sandbox.users().find("MIRA@contoso.example").orElseThrow();
      assertThat(user.objectId()).hasToString("7c1d2e3f-0a1b-4c2d-8e3f-112233445566");
      assertThat(user.hasPassword("s3cret")).isTrue();
      assertThat(user.secondFactor()).isTrue();
      UserFlow realm = UserFlow.realm(sandbox, "demo");
      Map<String, String> begin = Client.form("client_id", "app", "scope", "openid");
      assertThat(realm.post(realm.deviceEndpoint(), begin, 200))
          .containsEntry("expires_in", 30L)
          .containsEntry("interval", 2L);
      assertThat(sandbox.signIn(realm.uri(), "mira@contoso.example").parameters())
          .doesNotContainKey("iss");
      assertThat(
              new Client(sandbox)
                  .get(sandbox.oidcAuthority("demo"), "/.well-known/openid-configuration")
                  .body())
          .doesNotContain("jwks_uri");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "retry_after|value",
        "redirect|location",
        "oauth_error|error",
        "body",
        "slow",
        "drip",
        "drip_from_start",
        "cut",
        "close",
        "lose_answer",
        "reset",
        "never_answer",
        "garbage",
        "huge_body",
        "gzip_bomb",
        "endless_chunks",
        "many_headers",
        "huge_header",
        "deep_json",
        "duplicate_keys",
        "refuse_connections",
        "status"
      })
  void readsEveryFault(String text) {
    List<String> parts = Texts.split(text, '|');
    String more = parts.size() > 1 ? ", \"" + parts.get(1) + "\": \"x\"" : "";

    Scenario scenario =
        Scenario.parse("{\"faults\": [{\"fault\": \"" + parts.get(0) + "\"" + more + "}]}");

    FaultQueue queue = new FaultQueue();
    scenario.script(new FaultScript(queue, EndpointKind.ANY));
    assertThat(queue.takeRefusal() || queue.take(EndpointKind.TOKEN) != null).isTrue();
  }

  @Test
  void codesOfScriptedErrorsAreNumbers() {
    Scenario scenario =
        Scenario.parse(
            "{\"faults\": [{\"fault\": \"oauth_error\", \"error\": \"e\", \"error_codes\": [50076]}]}");
    assertThat(scenario).hasToString("Scenario[[], [], 1 faults]");
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      quoteCharacter = '`',
      value = {
        "[] | not a JSON object",
        "{\"aplications\": []} | aplications: unknown member",
        "{\"hosts\": \"x\"} | hosts: must be a list",
        "{\"hosts\": [1]} | hosts[0]: must be a text",
        "{\"tenants\": {\"a\": \"b\"}} | tenants.a: must be a UUID",
        "{\"applications\": [{}]} | applications[0].client_id: required",
        "{\"applications\": [{\"client_id\": \"a\", \"secret\": \"b\"}]} | applications[0].secret: unknown member",
        "{\"applications\": [{\"client_id\": \"a\", \"secrets\": [\"\"]}]} | applications[0].secrets: secret must not",
        "{\"applications\": [{\"client_id\": \"a\", \"token_lifetime\": 0}]} | applications[0].token_lifetime: token",
        "{\"applications\": [{\"client_id\": \"a\", \"token_lifetime\": 1.5}]} | applications[0].token_lifetime: must",
        "{\"applications\": [{\"client_id\": \"a\", \"echo_scope\": \"no\"}]} | applications[0].echo_scope: must be",
        "{\"applications\": [{\"client_id\": \"a\", \"certificates\": [\"x\"]}]} | applications[0].certificates: must be certificates in PEM",
        "{\"applications\": [{\"client_id\": \"a\", \"certificates\": [\"\"]}]} | applications[0].certificates: must be certificates in PEM",
        "{\"applications\": [{\"client_id\": \"a\", \"trusted_subjects\": [{\"subject\": \"CN=a\"}]}]} | applications[0].trusted_subjects[0].issuer: required",
        "{\"applications\": [{\"client_id\": \"a\", \"redirect_uris\": [\"x\"]}]} | applications[0].redirect_uris: a redirect URI must be absolute",
        "{\"applications\": [{\"client_id\": \"a\", \"redirect_uris\": [\":\"]}]} | applications[0].redirect_uris: a redirect URI must be a URI",
        "{\"applications\": [{\"client_id\": \"a\", \"device_interval\": -1}]} | applications[0].device_interval: apart must not",
        "{\"users\": [{}]} | users[0].username: required",
        "{\"users\": [{\"username\": \"a\", \"object_id\": \"b\"}]} | users[0].object_id: must be a UUID",
        "{\"users\": [{\"username\": \"a\", \"password\": \"\"}]} | users[0].password: text must not",
        "{\"realms\": [{\"name\": \"a/b\"}]} | realms[0].name: realm name must",
        "{\"realms\": [7]} | realms[0]: must be an object",
        "{\"faults\": [{\"fault\": \"fire\"}]} | faults[0].fault: unknown fault fire",
        "{\"faults\": [{\"fault\": \"reset\", \"endpoint\": \"x\"}]} | faults[0].endpoint: must be token",
        "{\"faults\": [{\"fault\": \"reset\", \"times\": 0}]} | faults[0].times: must be positive",
        "{\"faults\": [{\"fault\": \"status\", \"status\": 7}]} | faults[0]: a status is from 200",
        "{\"faults\": [{\"fault\": \"redirect\"}]} | faults[0].location: required",
      })
  void namesTheMemberThatIsWrong(String json, String complaint) {
    assertThatThrownBy(() -> Scenario.parse(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(complaint);
  }

  @Test
  void namesTheFile(@TempDir Path directory) throws Exception {
    Path file = Files.writeString(directory.resolve("bad.json"), "{\"x\": 1}");
    assertThatThrownBy(() -> Scenario.read(file))
        .hasMessageContaining("bad.json: x: unknown member");
  }

  @Test
  void secretsDoNotPrint() {
    assertThat(Scenario.parse(FULL).toString())
        .doesNotContain("one")
        .contains("app")
        .doesNotContain("a.b.c");
    assertThat(Map.of("k", SandboxApplication.builder("app").secret("marker").build()).toString())
        .doesNotContain("marker");
    assertThat(SandboxUser.builder("mira").password("marker").build().toString())
        .doesNotContain("marker");
    assertThat(
            new SandboxRedirect(
                    URI.create("https://a/?code=marker"), false, Map.of("code", "marker"))
                .toString())
        .doesNotContain("marker");
  }
}
