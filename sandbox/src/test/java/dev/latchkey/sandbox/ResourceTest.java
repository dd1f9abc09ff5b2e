package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ResourceTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final String MIRA = "mira@contoso.example";

  private final SandboxClock clock = SandboxClock.at(NOW);
  private Sandbox sandbox;
  private UserFlow flow;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(
                SandboxApplication.builder("app")
                    .publicClient(true)
                    .redirectUri(UserFlow.REDIRECT)
                    .build())
            .application(SandboxApplication.builder("daemon").secret("s").roles("Read.All").build())
            .user(SandboxUser.builder(MIRA).build())
            .start();
    flow = UserFlow.entra(sandbox, HOME);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Object token(String... more) throws Exception {
    Map<String, String> form =
        flow.redemption("scope", "openid api://sandbox-resource/Read offline_access");
    form.putAll(Client.form(more));
    return flow.post(form, 200).get("access_token");
  }

  private HttpResponse<String> call(Object token) throws Exception {
    return new Client(sandbox)
        .send(
            Client.request(sandbox.resource().uri(), "")
                .header("Authorization", "Bearer " + token)
                .build());
  }

  private static String challenge(HttpResponse<String> response) {
    return response.headers().firstValue("WWW-Authenticate").orElseThrow();
  }

  @Test
  void letsTheRightTokenIn() throws Exception {
    sandbox.resource().requireScope("Read");

    HttpResponse<String> response = call(token());

    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(Json.read(response.body())).containsEntry("preferred_username", MIRA);
    assertThat(sandbox.requests().count(EndpointKind.RESOURCE)).isEqualTo(1);
  }

  @Test
  void refusesTheOthers() throws Exception {
    HttpResponse<String> none = new Client(sandbox).get(sandbox.resource().uri(), "");
    assertThat(none.statusCode()).isEqualTo(401);
    assertThat(challenge(none))
        .contains("authorization_uri=\"" + sandbox.uri() + "/common/oauth2/authorize\"")
        .doesNotContain("error");
    assertThat(challenge(call("forged")))
        .contains("error=\"invalid_token\"", "not of this sandbox");
    Object token = token();
    sandbox.resource().requireScope("Write");
    HttpResponse<String> scope = call(token);
    assertThat(scope.statusCode()).isEqualTo(403);
    assertThat(challenge(scope)).contains("insufficient_scope", "scope=\"Write\"");
    sandbox.resource().audience("api://other");
    assertThat(challenge(call(token))).contains("for another audience");
    clock.advance(Duration.ofHours(1));
    assertThat(challenge(call(token))).contains("expired");
  }

  @Test
  void knowsRolesAndRealms() throws Exception {
    sandbox.resource().requireScope("Read.All");
    Map<String, String> form =
        Client.form(
            "grant_type",
            "client_credentials",
            "client_id",
            "daemon",
            "client_secret",
            "s",
            "scope",
            "api://sandbox-resource/.default");
    assertThat(call(flow.post(form, 200).get("access_token")).statusCode()).isEqualTo(200);

    sandbox.resource().requireScope("read");
    form.put("scope", "read");
    form.put("resource", "api://sandbox-resource");
    UserFlow realm = UserFlow.realm(sandbox, "demo");
    assertThat(call(realm.post(form, 200).get("access_token")).statusCode()).isEqualTo(200);
  }

  @Test
  void demandsClaims() throws Exception {
    String claims = "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";
    sandbox.resource().demandClaims(claims);

    HttpResponse<String> refused = call(token());

    assertThat(refused.statusCode()).isEqualTo(401);
    String encoded = Base64.getEncoder().encodeToString(claims.getBytes(StandardCharsets.UTF_8));
    assertThat(challenge(refused))
        .contains("error=\"insufficient_claims\", claims=\"" + encoded + "\"");
    assertThat(call(token("claims", claims)).statusCode()).isEqualTo(200);
    sandbox.resource().demandNoClaims();
    assertThat(call(token()).statusCode()).isEqualTo(200);
  }

  @Test
  void demandsNewerTokens() throws Exception {
    Object old = token();
    clock.advance(Duration.ofMinutes(1));
    sandbox
        .resource()
        .demandClaims(
            "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"%d\"}}}"
                .formatted(NOW.plusSeconds(60).getEpochSecond()));

    assertThat(call(old).statusCode()).isEqualTo(401);
    assertThat(call(token()).statusCode()).isEqualTo(200);
  }
}
