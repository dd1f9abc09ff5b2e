package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.function.UnaryOperator;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefreshTokenTest {

  private static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final String MIRA = "mira@contoso.example";
  private static final String ACRS =
      "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

  private final SandboxClock clock = SandboxClock.at(Instant.parse("2030-01-01T00:00:00Z"));
  private Sandbox sandbox;
  private UserFlow entra;
  private UserFlow realm;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(app("app"))
            .application(app("other"))
            .user(SandboxUser.builder(MIRA).build())
            .start();
    entra = UserFlow.entra(sandbox, HOME);
    realm = UserFlow.realm(sandbox, "demo");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static SandboxApplication app(String id) {
    return SandboxApplication.builder(id).publicClient(true).redirectUri(UserFlow.REDIRECT).build();
  }

  private Object token(UserFlow flow) throws Exception {
    Object token = flow.post(flow.redemption(), 200).get("refresh_token");
    assertThat(token).isNotNull();
    return token;
  }

  private Map<String, Object> refused(UserFlow flow, Object token, String... more)
      throws Exception {
    return flow.post(UserFlow.refresh(token, more), 400);
  }

  @Test
  void givesNewTokensWithoutNonce() throws Exception {
    Map<String, Object> answer = entra.post(UserFlow.refresh(token(entra)), 200);

    assertThat(answer).containsKeys("access_token", "refresh_token", "id_token", "client_info");
    assertThat(entra.claims(answer.get("id_token")).getClaim("nonce")).isNull();
  }

  @Test
  void givesTokensForOtherResources() throws Exception {
    Map<String, Object> answer =
        entra.post(UserFlow.refresh(token(entra), "scope", "api://orders/Read"), 200);

    assertThat(answer)
        .containsEntry("scope", "api://orders/Read")
        .doesNotContainKeys("refresh_token", "id_token");
    assertThat(entra.claims(answer.get("access_token")).getAudience())
        .containsExactly("api://orders");
  }

  @Test
  void refusesScopesThatWereNotGrantedInARealm() throws Exception {
    assertThat(refused(realm, token(realm), "scope", "more"))
        .containsEntry("error", "invalid_scope");
    assertThat(realm.post(UserFlow.refresh(token(realm), "scope", "openid"), 200))
        .containsEntry("scope", "openid")
        .containsKey("id_token");
  }

  @Test
  void refusesScopesThatTheApplicationMayNotHave() throws Exception {
    Object token = token(entra);
    sandbox.applications().change("app", it -> it.allowedScopes("User.Read"));

    assertThat(refused(entra, token, "scope", "Mail.Send")).containsEntry("error", "invalid_scope");
  }

  @Test
  void takesAnOldTokenAgainAsEntraDoes() throws Exception {
    Object token = token(entra);
    Map<String, Object> first = entra.post(UserFlow.refresh(token), 200);

    assertThat(first.get("refresh_token")).isNotEqualTo(token);
    assertThat(entra.post(UserFlow.refresh(token), 200)).containsKey("access_token");
  }

  @Test
  void revokesEverythingWhenARealmsTokenComesAgain() throws Exception {
    Object token = token(realm);
    Object next = realm.post(UserFlow.refresh(token), 200).get("refresh_token");

    assertThat(refused(realm, token))
        .containsEntry("error", "invalid_grant")
        .containsOnlyKeys("error", "error_description");
    assertThat(refused(realm, next)).containsEntry("error", "invalid_grant");
  }

  @Test
  void handlesReuseAsTheApplicationIsSet() throws Exception {
    sandbox.applications().change("app", it -> it.refreshTokenReuseRevokes(true));
    Object strict = token(entra);
    entra.post(UserFlow.refresh(strict), 200);
    assertThat(refused(entra, strict)).containsEntry("suberror", "bad_token");

    sandbox.applications().change("app", it -> it.refreshTokensRotate(false));
    Object lasting = token(realm);
    assertThat(realm.post(UserFlow.refresh(lasting), 200)).doesNotContainKey("refresh_token");
    assertThat(realm.post(UserFlow.refresh(lasting), 200)).containsKey("access_token");
  }

  @Test
  void expires() throws Exception {
    sandbox.applications().change("app", it -> it.refreshTokenLifetime(Duration.ofMinutes(5)));
    Object token = token(entra);
    clock.advance(Duration.ofMinutes(5));

    assertThat(refused(entra, token))
        .containsEntry("error", "invalid_grant")
        .containsEntry("suberror", "token_expired");
  }

  @Test
  void belongsToItsClient() throws Exception {
    assertThat(refused(entra, token(entra), "client_id", "other"))
        .containsEntry("error", "invalid_grant")
        .containsEntry("suberror", "client_mismatch");
    assertThat(refused(entra, "forged")).containsEntry("suberror", "bad_token");
  }

  @Test
  void belongsToItsRealm() throws Exception {
    assertThat(refused(UserFlow.realm(sandbox, "elsewhere"), token(realm)))
        .containsEntry("error", "invalid_grant");
    assertThat(refused(entra, token(realm))).containsEntry("error", "invalid_grant");
  }

  @Test
  void isGoodInTenantsThatTheUserIsAGuestOf() throws Exception {
    Object token = token(entra);
    UserFlow other = UserFlow.entra(sandbox, "fabrikam.example");
    assertThat(refused(other, token).get("error_description").toString())
        .startsWith("AADSTS50020: ");

    sandbox.users().change(MIRA, it -> it.guestIn("fabrikam.example"));
    Map<String, Object> answer = other.post(UserFlow.refresh(token), 200);
    assertThat(other.claims(answer.get("access_token")).getStringClaim("tid")).isNotEqualTo(HOME);
  }

  @Test
  void isSharedInAFamily() throws Exception {
    UnaryOperator<SandboxApplication.Builder> family = it -> it.family("1");
    sandbox.applications().change("app", family);
    Map<String, Object> first = entra.post(entra.redemption(), 200);
    assertThat(first).containsEntry("foci", "1");

    assertThat(refused(entra, first.get("refresh_token"), "client_id", "other"))
        .containsEntry("suberror", "client_mismatch");
    sandbox.applications().change("other", family);
    Map<String, Object> answer =
        entra.post(UserFlow.refresh(first.get("refresh_token"), "client_id", "other"), 200);
    assertThat(answer).containsEntry("foci", "1");
    assertThat(entra.claims(answer.get("id_token")).getAudience()).containsExactly("other");
    assertThat(realm.post(realm.redemption(), 200)).doesNotContainKey("foci");
  }

  @Test
  void endsWithThePassword() throws Exception {
    Object token = token(entra);
    sandbox.users().change(MIRA, it -> it.displayName("Mira"));
    assertThat(entra.post(UserFlow.refresh(token), 200)).containsKey("access_token");

    sandbox.users().change(MIRA, it -> it.password("another"));
    Map<String, Object> refused = refused(entra, token);
    assertThat(refused).containsEntry("suberror", "bad_token");
    assertThat(refused.get("error_description").toString()).startsWith("AADSTS50173: ");
  }

  @Test
  void endsWithTheSessionsAndWithTheUser() throws Exception {
    Object token = token(realm);
    sandbox.users().revokeSessions(MIRA);
    assertThat(refused(realm, token)).containsEntry("error", "invalid_grant");

    Object second = token(realm);
    sandbox.users().change(MIRA, it -> it.disabled(true));
    assertThat(refused(realm, second)).containsEntry("error", "invalid_grant");
    sandbox.users().remove(MIRA);
    assertThat(refused(realm, second)).containsEntry("error", "invalid_grant");
  }

  @Test
  void isRefusedByAPolicyUntilItIsMet() throws Exception {
    Object token = token(entra);
    sandbox
        .users()
        .change(
            MIRA,
            it ->
                it.policy(
                    AccessPolicy.of("interaction_required", 50079)
                        .suberror("basic_action")
                        .claims(ACRS)));

    Map<String, Object> refused = refused(entra, token);
    assertThat(refused)
        .containsEntry("error", "interaction_required")
        .containsEntry("suberror", "basic_action")
        .containsEntry("claims", ACRS);
    assertThat(refused.get("error_description").toString()).startsWith("AADSTS50079: ");
    Object next = entra.post(entra.redemption("claims", ACRS), 200).get("refresh_token");
    Map<String, Object> answer = entra.post(UserFlow.refresh(next), 200);
    assertThat(entra.claims(answer.get("access_token")).getStringListClaim("acrs"))
        .containsExactly("c1");
  }

  @Test
  void isRefusedByAPolicyForOneScope() throws Exception {
    Object token = token(entra);
    sandbox
        .applications()
        .change(
            "app",
            it ->
                it.policy(
                    AccessPolicy.of("invalid_grant", 50055)
                        .suberror("user_password_expired")
                        .scope("Mail.Send")));

    assertThat(refused(entra, token, "scope", "Mail.Send"))
        .containsEntry("error", "invalid_grant")
        .containsEntry("suberror", "user_password_expired")
        .doesNotContainKey("claims");
    assertThat(entra.post(UserFlow.refresh(token, "scope", "Mail.Read"), 200))
        .containsKey("access_token");
    sandbox.applications().change("app", it -> it.clearPolicies());
    assertThat(entra.post(UserFlow.refresh(token, "scope", "Mail.Send"), 200))
        .containsKey("access_token");
  }

  @Test
  void isRefusedForWhatTheUserDidNotAgreeTo() throws Exception {
    sandbox.users().change(MIRA, it -> it.consented(false));
    Object token = token(entra);

    assertThat(entra.post(UserFlow.refresh(token), 200)).containsKey("access_token");
    assertThat(refused(entra, token, "scope", "Mail.Send"))
        .containsEntry("error", "invalid_grant")
        .containsEntry("suberror", "consent_required");
  }
}
