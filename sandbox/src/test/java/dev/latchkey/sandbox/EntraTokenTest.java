package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jose.crypto.RSASSAVerifier;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class EntraTokenTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final String SECRET = "a+b/c=d%20&é ü";

  private final SandboxClock clock = SandboxClock.at(NOW);
  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    SandboxApplication app =
        SandboxApplication.builder("app").secret("older").secret(SECRET).roles("Reader").build();
    sandbox = Sandbox.builder().clock(clock).application(app).start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Map<String, String> good() {
    Map<String, String> form = new LinkedHashMap<>();
    form.put("grant_type", "client_credentials");
    form.put("client_id", "app");
    form.put("client_secret", SECRET);
    form.put("scope", "https://graph.microsoft.com/.default");
    return form;
  }

  private Map<String, Object> post(Map<String, String> form, int status) throws Exception {
    HttpResponse<String> response = client.post(Client.entraToken(sandbox, TENANT), form);
    assertThat(response.statusCode()).isEqualTo(status);
    return Json.read(response.body());
  }

  @Test
  void signsTokensThatItsKeysVerify() throws Exception {
    Map<String, Object> answer = post(good(), 200);

    assertThat(answer)
        .containsEntry("token_type", "Bearer")
        .containsEntry("expires_in", 3600L)
        .containsEntry("ext_expires_in", 3600L)
        .doesNotContainKeys("scope", "refresh_in", "refresh_token");
    SignedJWT token = SignedJWT.parse((String) answer.get("access_token"));
    JWKSet keys =
        JWKSet.parse(client.get(sandbox.authority(TENANT), "/discovery/v2.0/keys").body());
    var key = keys.getKeyByKeyId(token.getHeader().getKeyID()).toRSAKey();
    assertThat(token.verify(new RSASSAVerifier(key))).isTrue();
    assertThat(key.isPrivate()).isFalse();
    JWTClaimsSet claims = token.getJWTClaimsSet();
    assertThat(claims.getAudience()).containsExactly("https://graph.microsoft.com");
    assertThat(claims.getIssuer()).isEqualTo(sandbox.authority(TENANT) + "/v2.0");
    assertThat(claims.getStringClaim("tid")).isEqualTo(TENANT);
    assertThat(claims.getStringClaim("appid")).isEqualTo("app");
    assertThat(claims.getStringClaim("azp")).isEqualTo("app");
    assertThat(claims.getStringListClaim("roles")).containsExactly("Reader");
    assertThat(claims.getIssueTime().toInstant()).isEqualTo(NOW);
    assertThat(claims.getNotBeforeTime().toInstant()).isEqualTo(NOW);
    assertThat(claims.getExpirationTime().toInstant()).isEqualTo(NOW.plusSeconds(3600));
  }

  @Test
  void givesEveryTokenItsOwnId() throws Exception {
    SignedJWT first = SignedJWT.parse((String) post(good(), 200).get("access_token"));
    SignedJWT second = SignedJWT.parse((String) post(good(), 200).get("access_token"));

    assertThat(first.getJWTClaimsSet().getJWTID())
        .isNotEqualTo(second.getJWTClaimsSet().getJWTID());
  }

  @Test
  void datesTokensByItsClock() throws Exception {
    clock.advance(Duration.ofDays(2));

    SignedJWT token = SignedJWT.parse((String) post(good(), 200).get("access_token"));

    assertThat(token.getJWTClaimsSet().getIssueTime().toInstant())
        .isEqualTo(NOW.plus(Duration.ofDays(2)));
    assertThat(sandbox.requests().tokens().get(0).time()).isEqualTo(NOW.plus(Duration.ofDays(2)));
  }

  @Test
  void keepsTheSlashThatBelongsToTheResource() throws Exception {
    Map<String, String> form = good();
    form.put("scope", "https://vault.example//.default");

    SignedJWT token = SignedJWT.parse((String) post(form, 200).get("access_token"));

    assertThat(token.getJWTClaimsSet().getAudience()).containsExactly("https://vault.example/");
  }

  @Test
  void answersAsTheApplicationIsSet() throws Exception {
    sandbox
        .applications()
        .add(
            SandboxApplication.builder("app")
                .secret(SECRET)
                .tokenLifetime(Duration.ofMinutes(10))
                .refreshIn(Duration.ofMinutes(5))
                .extendedLifetime(Duration.ofHours(5))
                .scopeEchoed(true)
                .build());

    assertThat(post(good(), 200))
        .containsEntry("expires_in", 600L)
        .containsEntry("refresh_in", 300L)
        .containsEntry("ext_expires_in", 18_000L)
        .containsEntry("scope", "https://graph.microsoft.com/.default");
  }

  @Test
  void takesReadyMadeAssertionsLetterByLetter() throws Exception {
    sandbox.applications().add(SandboxApplication.builder("app").assertion("a.b.c").build());
    Map<String, String> form = good();
    form.remove("client_secret");
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-bearer");
    form.put("client_assertion", "a.b.c");
    post(form, 200);

    form.put("client_assertion", "a.b.d");
    assertThat(post(form, 401)).containsEntry("error_codes", List.of(700027L));
  }

  @Test
  void refusesAsEntraDoes() throws Exception {
    assertRefused(400, "unauthorized_client", 700016, "client_id", "nobody");
    assertRefused(401, "invalid_client", 7000215, "client_secret", "wrong");
    assertRefused(401, "invalid_client", 7000218, "client_secret", null);
    assertRefused(400, "invalid_request", 900144, "scope", null);
    assertRefused(400, "invalid_request", 900144, "grant_type", null);
    assertRefused(400, "invalid_request", 900144, "client_id", null);
    assertRefused(400, "invalid_scope", 70011, "scope", "User.Read");
    assertRefused(400, "invalid_scope", 70011, "scope", "api://a/.default api://b/.default");
    assertRefused(400, "unsupported_grant_type", 70003, "grant_type", "wishful_thinking");
  }

  private void assertRefused(int status, String error, long code, String name, String value)
      throws Exception {
    Map<String, String> form = good();
    if (value == null) {
      form.remove(name);
    } else {
      form.put(name, value);
    }
    Map<String, Object> answer = post(form, status);
    assertThat(answer).containsEntry("error", error).containsEntry("error_codes", List.of(code));
    assertThat((String) answer.get("error_description")).startsWith("AADSTS" + code + ": ");
    if (name.equals("scope") && value == null) {
      assertThat((String) answer.get("error_description")).contains("'scope'");
    }
  }

  @Test
  void refusesScopesThatAreNotAllowed() throws Exception {
    sandbox
        .applications()
        .add(
            SandboxApplication.builder("app")
                .secret(SECRET)
                .allowedScopes("api://a/.default")
                .build());

    assertThat(post(good(), 400)).containsEntry("error", "invalid_scope");
  }

  @Test
  void refusesRepeatedParameters() throws Exception {
    var request =
        Client.request(Client.entraToken(sandbox, TENANT), "")
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(
                java.net.http.HttpRequest.BodyPublishers.ofString(
                    Client.encode(good()) + "&scope=x"))
            .build();

    assertThat(client.send(request).body()).contains("AADSTS9000411").contains("'scope'");
  }

  @Test
  void errorsCarryTimeAndIds() throws Exception {
    String id = UUID.randomUUID().toString();
    Map<String, String> form = good();
    form.put("client_secret", "wrong");

    HttpResponse<String> response =
        client.post(Client.entraToken(sandbox, TENANT), form, "client-request-id", id);

    Map<String, Object> answer = Json.read(response.body());
    assertThat(answer)
        .containsEntry("correlation_id", id)
        .containsEntry("timestamp", "2030-01-01 00:00:00Z")
        .containsKeys("trace_id", "error_uri");
    assertThat((String) answer.get("error_description"))
        .contains("Trace ID: " + answer.get("trace_id"))
        .contains("Correlation ID: " + id)
        .endsWith("Timestamp: 2030-01-01 00:00:00Z")
        .doesNotContain("wrong");
    assertThat(response.headers().firstValue("client-request-id")).contains(id);
    assertThat(response.headers().firstValue("x-ms-request-id"))
        .contains((String) answer.get("trace_id"));
    assertThat(response.headers().firstValue("Date")).contains("Tue, 1 Jan 2030 00:00:00 GMT");
  }

  @Test
  void makesACorrelationIdWhereNoneWasSent() throws Exception {
    Map<String, String> form = good();
    form.put("client_secret", "wrong");

    assertThat(UUID.fromString((String) post(form, 401).get("correlation_id"))).isNotNull();
  }

  @Test
  void refusesUnknownTenants() throws Exception {
    HttpResponse<String> response =
        client.post(Client.entraToken(sandbox, "unknown-tenant"), good());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("AADSTS90002");
  }

  @Test
  void recordsWhatWasSent() throws Exception {
    client.post(Client.entraToken(sandbox, TENANT), good(), "x-client-sku", "test");

    RecordedRequest request = sandbox.requests().tokens().get(0);
    assertThat(request.method()).isEqualTo("POST");
    assertThat(request.path()).isEqualTo("/" + TENANT + "/oauth2/v2.0/token");
    assertThat(request.endpoint()).isEqualTo(EndpointKind.TOKEN);
    assertThat(request.header("X-CLIENT-SKU")).contains("test");
    assertThat(request.formParameter("client_secret")).contains(SECRET);
    assertThat(request.body()).contains(Client.encode(SECRET));
    assertThat(request.host()).isEqualTo("localhost:" + sandbox.address().getPort());
    assertThat(request.serverName()).contains("localhost");
    assertThat(request.toString() + sandbox + sandbox.applications().all()).doesNotContain(SECRET);
  }
}
