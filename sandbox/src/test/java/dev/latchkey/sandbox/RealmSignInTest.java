package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmSignInTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String MIRA = "mira@contoso.example";

  private Sandbox sandbox;
  private UserFlow flow;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(SandboxClock.at(NOW))
            .application(
                SandboxApplication.builder("app")
                    .publicClient(true)
                    .redirectUri(UserFlow.REDIRECT)
                    .extraScopes("email")
                    .build())
            .realm(
                SandboxRealm.builder("plain")
                    .issuerParameter(false)
                    .withoutMetadata("device_authorization_endpoint")
                    .build())
            .user(SandboxUser.builder(MIRA).build())
            .start();
    flow = UserFlow.realm(sandbox, "demo");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  @Test
  void namesTheIssuerInTheResponse() {
    String issuer = sandbox.oidcAuthority("demo").toString();

    assertThat(sandbox.signIn(flow.uri(), MIRA).parameters())
        .containsEntry("iss", issuer)
        .doesNotContainKey("client_info");
    assertThat(sandbox.browser().cancel(flow.uri()).parameters())
        .containsEntry("error", "access_denied")
        .containsEntry("iss", issuer)
        .doesNotContainKey("error_subcode");
    assertThat(sandbox.signIn(UserFlow.realm(sandbox, "plain").uri(), MIRA).parameters())
        .doesNotContainKey("iss");
  }

  @Test
  void redeemsTheCodeAsTheStandardSays() throws Exception {
    Map<String, Object> answer = flow.post(flow.redemption(), 200);

    assertThat(answer)
        .containsEntry("scope", "openid profile offline_access email")
        .containsKeys("access_token", "refresh_token", "session_state")
        .doesNotContainKeys("client_info", "ext_expires_in");
    JWTClaimsSet id = flow.claims(answer.get("id_token"));
    assertThat(id.getIssuer()).isEqualTo(sandbox.oidcAuthority("demo").toString());
    assertThat(id.getSubject())
        .isEqualTo(sandbox.users().find(MIRA).orElseThrow().objectId().toString());
    assertThat(id.getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(id.getDateClaim("auth_time")).isEqualTo(NOW);
    assertThat(id.getStringClaim("at_hash"))
        .isEqualTo(Keys.leftHalf((String) answer.get("access_token")));
    assertThat(id.getStringClaim("preferred_username")).isEqualTo(MIRA);
  }

  @Test
  void bindsTheCodeToTheKeyThatTheAddressNames() throws Exception {
    Map<String, String> bound = flow.redemption("dpop_jkt", UserFlow.CHALLENGE);

    assertThat(flow.post(bound, 400)).containsEntry("error", "invalid_dpop_proof");
    assertThat(sandbox.browser().open(flow.uri("dpop_jkt", "short")).parameters())
        .containsEntry("error", "invalid_request");
  }

  @Test
  void tellsThePersonInPlainWords() {
    assertThatThrownBy(() -> sandbox.signIn(flow.uri("client_id", "who"), MIRA))
        .hasMessageContaining("was not found")
        .hasMessageNotContaining("AADSTS");
  }

  @Test
  void metadataSaysWhatIsThere() throws Exception {
    Client client = new Client(sandbox);
    Map<String, Object> metadata =
        Json.read(
            client.get(sandbox.oidcAuthority("demo"), "/.well-known/openid-configuration").body());
    Map<String, Object> plain =
        Json.read(
            client.get(sandbox.oidcAuthority("plain"), "/.well-known/openid-configuration").body());

    assertThat(metadata)
        .containsEntry("code_challenge_methods_supported", List.of("S256"))
        .containsEntry("authorization_response_iss_parameter_supported", true)
        .containsKey("device_authorization_endpoint");
    assertThat(plain)
        .containsEntry("authorization_response_iss_parameter_supported", false)
        .doesNotContainKey("device_authorization_endpoint");
  }
}
