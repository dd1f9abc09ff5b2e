package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeviceCodeTest {

  private static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final String MIRA = "mira@contoso.example";

  private final SandboxClock clock = SandboxClock.at(Instant.parse("2030-01-01T00:00:00Z"));
  private Sandbox sandbox;
  private UserFlow entra;
  private UserFlow realm;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(SandboxApplication.builder("app").publicClient(true).build())
            .user(SandboxUser.builder(MIRA).consented(false).build())
            .start();
    entra = UserFlow.entra(sandbox, HOME);
    realm = UserFlow.realm(sandbox, "demo");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Map<String, Object> begin(UserFlow flow) throws Exception {
    Map<String, String> form =
        Client.form("client_id", "app", "scope", "openid offline_access profile");
    return flow.post(flow.deviceEndpoint(), form, 200);
  }

  private static Map<String, String> poll(Map<String, Object> begun) {
    return Client.form(
        "grant_type",
        "urn:ietf:params:oauth:grant-type:device_code",
        "client_id",
        "app",
        "client_info",
        "1",
        "device_code",
        (String) begun.get("device_code"));
  }

  private void pollsTo(String error, UserFlow flow, Map<String, Object> begun) throws Exception {
    assertThat(flow.post(poll(begun), 400)).containsEntry("error", error);
  }

  @Test
  void saysWhatToTypeWhere() throws Exception {
    Map<String, Object> begun = begin(entra);

    assertThat(begun)
        .containsEntry("expires_in", 900L)
        .containsEntry("interval", 5L)
        .containsEntry("verification_uri", sandbox.uri() + "/device")
        .containsKey("device_code")
        .doesNotContainKey("verification_uri_complete");
    assertThat((String) begun.get("message"))
        .contains((String) begun.get("user_code"), sandbox.uri() + "/device");
    Map<String, Object> other = begin(realm);
    assertThat(other)
        .containsEntry(
            "verification_uri_complete",
            sandbox.uri() + "/device?user_code=" + other.get("user_code"))
        .doesNotContainKey("message");
    assertThat(sandbox.device().waiting())
        .isEqualTo(List.of(begun.get("user_code"), other.get("user_code")));
    assertThat(sandbox.requests().count(EndpointKind.DEVICE_AUTHORIZATION)).isEqualTo(2);
  }

  @Test
  void givesTokensOnceTheUserAgreed() throws Exception {
    Map<String, Object> begun = begin(entra);
    pollsTo("authorization_pending", entra, begun);
    String code = (String) begun.get("user_code");

    sandbox
        .device()
        .approve(code.substring(0, 4).toLowerCase(Locale.ROOT) + "-" + code.substring(4), MIRA);

    Map<String, Object> answer = entra.post(poll(begun), 200);
    assertThat(answer).containsKeys("access_token", "id_token", "refresh_token", "client_info");
    assertThat(entra.claims(answer.get("id_token")).getStringClaim("preferred_username"))
        .isEqualTo(MIRA);
    assertThat(entra.post(UserFlow.refresh(answer.get("refresh_token")), 200))
        .containsKey("access_token");
    pollsTo("bad_verification_code", entra, begun);
    assertThat(sandbox.device().waiting()).isEmpty();
  }

  @Test
  void wantsPollsToBeApart() throws Exception {
    Map<String, Object> begun = begin(realm);
    pollsTo("authorization_pending", realm, begun);
    clock.advance(Duration.ofSeconds(4));
    pollsTo("slow_down", realm, begun);
    clock.advance(Duration.ofSeconds(9));
    pollsTo("slow_down", realm, begun);
    clock.advance(Duration.ofSeconds(15));
    pollsTo("authorization_pending", realm, begun);
    clock.advance(Duration.ofSeconds(15));
    sandbox.device().approve((String) begun.get("user_code"), MIRA);

    assertThat(realm.post(poll(begun), 200)).containsKey("access_token");
  }

  @Test
  void letsEveryPollPassWhereTheIntervalIsZero() throws Exception {
    sandbox.applications().change("app", it -> it.deviceInterval(Duration.ZERO));
    Map<String, Object> begun = begin(entra);

    assertThat(begun).containsEntry("interval", 0L);
    pollsTo("authorization_pending", entra, begun);
    pollsTo("authorization_pending", entra, begun);
  }

  @Test
  void tellsEachInItsOwnWordsThatTheUserRefused() throws Exception {
    Map<String, Object> one = begin(entra);
    Map<String, Object> other = begin(realm);
    sandbox.device().refuse((String) one.get("user_code"));
    sandbox.device().refuse((String) other.get("user_code"));

    pollsTo("authorization_declined", entra, one);
    pollsTo("access_denied", realm, other);
  }

  @Test
  void expires() throws Exception {
    sandbox.applications().change("app", it -> it.deviceCodeLifetime(Duration.ofMinutes(1)));
    Map<String, Object> begun = begin(entra);
    clock.advance(Duration.ofMinutes(1));

    pollsTo("expired_token", entra, begun);
    assertThatThrownBy(() -> sandbox.device().approve((String) begun.get("user_code"), MIRA))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void belongsToItsClientAndItsTenant() throws Exception {
    sandbox.applications().add(SandboxApplication.builder("other").publicClient(true).build());
    Map<String, Object> begun = begin(entra);
    Map<String, String> poll = poll(begun);
    poll.put("client_id", "other");

    assertThat(entra.post(poll, 400)).containsEntry("error", "bad_verification_code");
    pollsTo("bad_verification_code", UserFlow.entra(sandbox, "common"), begun);
  }

  @Test
  void refusesToBegin() throws Exception {
    Map<String, String> form = Client.form("client_id", "who", "scope", "openid");
    assertThat(entra.post(entra.deviceEndpoint(), form, 400))
        .containsEntry("error", "unauthorized_client");
    assertThat(realm.post(realm.deviceEndpoint(), form, 401))
        .containsEntry("error", "invalid_client");
    assertThat(entra.post(entra.deviceEndpoint(), Client.form("client_id", "app"), 400))
        .containsEntry("error", "invalid_request");
    UserFlow nowhere = UserFlow.entra(sandbox, "unknown-tenant");
    assertThat(nowhere.post(nowhere.deviceEndpoint(), form, 400).get("error_description"))
        .asString()
        .startsWith("AADSTS90002: ");
    sandbox.applications().change("app", it -> it.allowedScopes("openid"));
    form.put("client_id", "app");
    form.put("scope", "more");
    assertThat(entra.post(entra.deviceEndpoint(), form, 400))
        .containsEntry("error", "invalid_scope");
    assertThat(realm.post(realm.deviceEndpoint(), form, 400))
        .containsEntry("error", "invalid_scope");
  }

  @Test
  void refusesStrangersByHand() throws Exception {
    String code = (String) begin(entra).get("user_code");
    sandbox.users().add(SandboxUser.builder("away@x.example").homeTenant("x.example").build());

    assertThatThrownBy(() -> sandbox.device().approve("NONE", MIRA)).hasMessageContaining("NONE");
    assertThatThrownBy(() -> sandbox.device().refuse("NONE")).hasMessageContaining("NONE");
    assertThatThrownBy(() -> sandbox.device().approve(code, "who"))
        .hasMessageContaining("no user who");
    assertThatThrownBy(() -> sandbox.device().approve(code, "away@x.example"))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("does not exist in tenant");
  }

  @Test
  void hasAPageForPeople() throws Exception {
    Client client = new Client(sandbox);
    URI page = URI.create(sandbox.uri() + "/device");
    Map<String, Object> begun = begin(entra);
    String code = (String) begun.get("user_code");

    assertThat(client.get(page, "?user_code=%3Cb%3E").body()).contains("value=\"&lt;b&gt;\"");
    assertThat(client.post(page, Client.form("user_code", "NONE")).body())
        .contains("No device waits");
    Map<String, String> form = Client.form("user_code", code);
    assertThat(client.post(page, form).body()).contains("app asks for:", "Approve", "Refuse");
    form.putAll(Client.form("username", MIRA, "password", "wrong", "decision", "accept"));
    assertThat(client.post(page, form).body()).contains("invalid username or password");
    pollsTo("authorization_pending", entra, begun);
    form.put("password", "password");
    assertThat(client.post(page, form).body()).contains("You have signed in");
    assertThat(entra.post(poll(begun), 200)).containsKey("access_token");

    Map<String, Object> second = begin(realm);
    client.post(
        page, Client.form("user_code", (String) second.get("user_code"), "decision", "decline"));
    pollsTo("access_denied", realm, second);
  }
}
