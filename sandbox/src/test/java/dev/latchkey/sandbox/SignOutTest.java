package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Signing out, revocation, and requests sent ahead. */
class SignOutTest {

  private static final String MIRA = "mira@contoso.example";

  private final SandboxClock clock = SandboxClock.at(Instant.parse("2030-01-01T00:00:00Z"));
  private Sandbox sandbox;
  private UserFlow flow;
  private String root;

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
            .application(SandboxApplication.builder("other").secret("s").build())
            .user(SandboxUser.builder(MIRA).build())
            .start();
    flow = UserFlow.realm(sandbox, "demo");
    root = sandbox.oidcAuthority("demo") + "/protocol/openid-connect";
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void signsTheBrowserOut() {
    SandboxBrowser browser = sandbox.browser();
    browser.signIn(flow.uri(), MIRA);
    String back = "post_logout_redirect_uri=" + Client.encode(UserFlow.REDIRECT);

    SandboxRedirect redirect = browser.open(URI.create(root + "/logout?" + back + "&state=s1"));

    assertThat(redirect.uri()).isEqualTo(URI.create(UserFlow.REDIRECT + "&state=s1"));
    assertThat(browser.open(flow.uri("prompt", "none")).parameters())
        .containsEntry("error", "login_required");
  }

  @Test
  void signsOutInTheEntraShapeToo() {
    SandboxBrowser browser = sandbox.browser();
    URI logout = URI.create(sandbox.authority("common") + "/oauth2/v2.0/logout");

    assertThatThrownBy(() -> browser.open(logout)).hasMessageContaining("You are signed out");
    URI evil = URI.create(logout + "?post_logout_redirect_uri=https://evil.example");
    assertThatThrownBy(() -> browser.open(evil)).hasMessageContaining("not registered");
    URI plain =
        URI.create(logout + "?post_logout_redirect_uri=" + Client.encode(UserFlow.REDIRECT));
    assertThat(browser.open(plain).uri()).isEqualTo(URI.create(UserFlow.REDIRECT));
  }

  @Test
  void revokesRefreshTokens() throws Exception {
    Client client = new Client(sandbox);
    URI revoke = URI.create(root + "/revoke");
    String token = (String) flow.post(flow.redemption(), 200).get("refresh_token");

    Map<String, String> foreign =
        Client.form("client_id", "other", "client_secret", "s", "token", token);
    assertThat(client.post(revoke, foreign).statusCode()).isEqualTo(200);
    Map<String, Object> answer = flow.post(UserFlow.refresh(token), 200);
    String next = (String) answer.get("refresh_token");

    assertThat(client.post(revoke, Client.form("client_id", "app", "token", next)).statusCode())
        .isEqualTo(200);
    assertThat(flow.post(UserFlow.refresh(next), 400)).containsEntry("error", "invalid_grant");
    assertThat(client.post(revoke, Client.form("client_id", "app", "token", "who")).statusCode())
        .isEqualTo(200);
    assertThat(client.post(revoke, Client.form("client_id", "app")).statusCode()).isEqualTo(400);
    assertThat(client.post(revoke, Client.form("client_id", "x", "token", "t")).statusCode())
        .isEqualTo(401);
  }

  private Map<String, Object> push(int status, String... more) throws Exception {
    Map<String, String> form =
        Client.form(
            "client_id",
            "app",
            "response_type",
            "code",
            "redirect_uri",
            UserFlow.REDIRECT,
            "scope",
            "openid",
            "code_challenge",
            UserFlow.CHALLENGE,
            "code_challenge_method",
            "S256");
    form.putAll(Client.form(more));
    return flow.post(URI.create(root + "/ext/par/request"), form, status);
  }

  private URI pushed(Map<String, Object> answer, String client) {
    String reference = Client.encode((String) answer.get("request_uri"));
    return URI.create(root + "/auth?client_id=" + client + "&request_uri=" + reference);
  }

  @Test
  void takesRequestsThatWereSentAhead() throws Exception {
    Map<String, Object> answer = push(201);
    assertThat(answer).containsEntry("expires_in", 60L);

    SandboxRedirect redirect = sandbox.signIn(pushed(answer, "app"), MIRA);

    assertThat(flow.post(UserFlow.redemptionOf(redirect), 200)).containsKey("id_token");
    assertThatThrownBy(() -> sandbox.signIn(pushed(answer, "app"), MIRA))
        .hasMessageContaining("request_uri");
  }

  @Test
  void refusesRequestsThatWereSentAhead() throws Exception {
    assertThat(push(400, "redirect_uri", "https://evil.example"))
        .containsEntry("error", "invalid_request");
    assertThat(push(400, "response_type", "token"))
        .containsEntry("error", "unsupported_response_type");
    assertThat(push(400, "request_uri", "urn:x")).containsEntry("error", "invalid_request");
    assertThat(push(401, "client_id", "who")).containsEntry("error", "invalid_client");
    Map<String, Object> foreign = push(201);
    assertThatThrownBy(() -> sandbox.signIn(pushed(foreign, "other"), MIRA))
        .hasMessageContaining("another client's");
    Map<String, Object> late = push(201);
    clock.advance(Duration.ofSeconds(61));
    assertThatThrownBy(() -> sandbox.signIn(pushed(late, "app"), MIRA))
        .hasMessageContaining("too old");
  }

  @Test
  void metadataNamesTheEndpoints() throws Exception {
    Map<String, Object> metadata =
        Json.read(
            new Client(sandbox)
                .get(sandbox.oidcAuthority("demo"), "/.well-known/openid-configuration")
                .body());

    assertThat(metadata)
        .containsEntry("revocation_endpoint", root + "/revoke")
        .containsEntry("pushed_authorization_request_endpoint", root + "/ext/par/request")
        .containsEntry("device_authorization_endpoint", root + "/auth/device")
        .containsEntry("end_session_endpoint", root + "/logout");
    assertThat(metadata.get("grant_types_supported").toString())
        .contains("device_code", "token-exchange", "refresh_token", "password");
  }
}
