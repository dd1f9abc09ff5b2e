package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.JWTClaimsSet;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** On behalf of, token exchange, and passwords: tokens for a user who is not there. */
class DelegationTest {

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
            .application(
                SandboxApplication.builder("app")
                    .publicClient(true)
                    .redirectUri(UserFlow.REDIRECT)
                    .build())
            .application(
                SandboxApplication.builder("middle")
                    .secret("s3cret")
                    .identifierUri("api://middle-tier")
                    .build())
            .user(SandboxUser.builder(MIRA).build())
            .start();
    entra = UserFlow.entra(sandbox, HOME);
    realm = UserFlow.realm(sandbox, "demo");
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Map<String, Object> signedIn(String scope, String... more) throws Exception {
    Map<String, String> form = Client.form("scope", scope);
    form.putAll(Client.form(more));
    String[] all =
        form.entrySet().stream()
            .flatMap(one -> Stream.of(one.getKey(), one.getValue()))
            .toArray(String[]::new);
    return entra.post(entra.redemption(all), 200);
  }

  private Map<String, String> onBehalfOf(Object assertion) {
    return Client.form(
        "grant_type",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
        "requested_token_use",
        "on_behalf_of",
        "client_id",
        "middle",
        "client_secret",
        "s3cret",
        "client_info",
        "1",
        "scope",
        "openid offline_access profile User.Read",
        "assertion",
        (String) assertion);
  }

  private Map<String, Object> refused(Map<String, String> form, String code) throws Exception {
    Map<String, Object> refused = entra.post(form, 400);
    assertThat((String) refused.get("error_description")).startsWith("AADSTS" + code + ": ");
    return refused;
  }

  @Test
  void givesTheMiddleTierATokenOfTheUser() throws Exception {
    Object token = signedIn("openid api://middle-tier/access").get("access_token");

    Map<String, Object> answer = entra.post(onBehalfOf(token), 200);

    assertThat(answer).containsKeys("refresh_token", "id_token", "client_info");
    JWTClaimsSet access = entra.claims(answer.get("access_token"));
    assertThat(access.getAudience()).containsExactly("https://graph.microsoft.com");
    assertThat(access.getStringClaim("preferred_username")).isEqualTo(MIRA);
    assertThat(access.getStringClaim("azp")).isEqualTo("middle");
    assertThat(access.getStringClaim("sid")).isEqualTo(entra.claims(token).getStringClaim("sid"));
    assertThat(entra.claims(answer.get("id_token")).getAudience()).containsExactly("middle");
    Map<String, String> refresh =
        UserFlow.refresh(
            answer.get("refresh_token"), "client_id", "middle", "client_secret", "s3cret");
    assertThat(entra.post(refresh, 200)).containsKey("access_token");
  }

  @Test
  void takesTokensForTheBareClientIdOverCommon() throws Exception {
    Object token = signedIn("openid middle/access").get("access_token");

    assertThat(UserFlow.entra(sandbox, "common").post(onBehalfOf(token), 200))
        .containsKey("access_token");
  }

  @Test
  void refusesAssertionsThatAreNotForIt() throws Exception {
    refused(onBehalfOf(signedIn("openid User.Read").get("access_token")), "500131");
    refused(onBehalfOf(signedIn("openid User.Read").get("id_token")), "500131");
    refused(onBehalfOf("no.jwt.really"), "50013");
    String token = (String) signedIn("openid api://middle-tier/access").get("access_token");
    int middle = token.indexOf('.') + 10;
    char other = token.charAt(middle) == 'A' ? 'B' : 'A';
    refused(onBehalfOf(token.substring(0, middle) + other + token.substring(middle + 1)), "50013");
    assertThat(UserFlow.entra(sandbox, "other.example").post(onBehalfOf(token), 400))
        .containsEntry("error", "invalid_grant");
    clock.advance(Duration.ofHours(1));
    refused(onBehalfOf(token), "500133");
  }

  @Test
  void refusesTokensOfAnotherSandbox() throws Exception {
    String token = (String) signedIn("openid api://middle-tier/access").get("access_token");
    try (Sandbox other =
        Sandbox.builder()
            .clock(clock)
            .application(sandbox.applications().find("middle").orElseThrow())
            .user(SandboxUser.builder(MIRA).build())
            .start()) {
      assertThat(UserFlow.entra(other, HOME).post(onBehalfOf(token), 400).get("error_description"))
          .asString()
          .startsWith("AADSTS50013: ");
    }
  }

  @Test
  void refusesTokensOfApplications() throws Exception {
    Map<String, String> form =
        Client.form(
            "grant_type",
            "client_credentials",
            "client_id",
            "middle",
            "client_secret",
            "s3cret",
            "scope",
            "api://middle-tier/.default");

    refused(onBehalfOf(entra.post(form, 200).get("access_token")), "7000114");
  }

  @ParameterizedTest
  @CsvSource({
    "requested_token_use, '', 400",
    "requested_token_use, other, 400",
    "scope, '', 400",
    "assertion, '', 400",
    "client_secret, wrong, 401",
    "client_secret, '', 401",
  })
  void refusesRequestsThatAreNotWhole(String name, String value, int status) throws Exception {
    Map<String, String> form = onBehalfOf("any");
    form.put(name, value);
    form.values().removeIf(String::isEmpty);

    assertThat(entra.post(form, status)).containsKey("error");
  }

  @Test
  void passesAClaimsChallengeOn() throws Exception {
    String scope = "openid api://middle-tier/access";
    Object plain = signedIn(scope).get("access_token");
    sandbox
        .users()
        .change(
            MIRA,
            it ->
                it.policy(
                    AccessPolicy.of("interaction_required", 50076)
                        .suberror("basic_action")
                        .claims(ACRS)));

    assertThat(refused(onBehalfOf(plain), "50076"))
        .containsEntry("error", "interaction_required")
        .containsEntry("claims", ACRS)
        .containsEntry("suberror", "basic_action");
    Object stepped = signedIn(scope, "claims", ACRS).get("access_token");
    Map<String, Object> answer = entra.post(onBehalfOf(stepped), 200);
    assertThat(entra.claims(answer.get("access_token")).getStringListClaim("acrs"))
        .containsExactly("c1");
  }

  @Test
  void wantsConsentUpFront() throws Exception {
    sandbox.users().change(MIRA, it -> it.consented(false));
    Object token = signedIn("openid api://middle-tier/access").get("access_token");

    assertThat(refused(onBehalfOf(token), "65001")).containsEntry("suberror", "consent_required");
  }

  private Map<String, String> exchange(Object subject, String... more) {
    Map<String, String> form =
        Client.form(
            "grant_type",
            "urn:ietf:params:oauth:grant-type:token-exchange",
            "client_id",
            "middle",
            "client_secret",
            "s3cret",
            "subject_token_type",
            "urn:ietf:params:oauth:token-type:access_token",
            "subject_token",
            (String) subject);
    form.putAll(Client.form(more));
    return form;
  }

  private Object realmToken() throws Exception {
    Map<String, String> form = realm.redemption("scope", "openid");
    form.put("resource", "middle");
    return realm.post(form, 200).get("access_token");
  }

  @Test
  void exchangesTokensInARealm() throws Exception {
    Object token = realmToken();

    Map<String, Object> answer =
        realm.post(exchange(token, "audience", "orders", "scope", "read"), 200);

    assertThat(answer)
        .containsEntry("issued_token_type", "urn:ietf:params:oauth:token-type:access_token")
        .containsEntry("scope", "read")
        .doesNotContainKeys("refresh_token", "id_token");
    JWTClaimsSet access = realm.claims(answer.get("access_token"));
    assertThat(access.getAudience()).containsExactly("orders");
    assertThat(access.getSubject()).isEqualTo(realm.claims(token).getSubject());
    assertThat(access.getStringClaim("azp")).isEqualTo("middle");
    assertThat(access.getClaim("act")).isNull();
  }

  @Test
  void namesTheActor() throws Exception {
    Map<String, String> own =
        Client.form(
            "grant_type", "client_credentials", "client_id", "middle", "client_secret", "s3cret");
    Object actor = realm.post(own, 200).get("access_token");

    Map<String, Object> answer =
        realm.post(
            exchange(
                realmToken(),
                "actor_token",
                (String) actor,
                "actor_token_type",
                "urn:ietf:params:oauth:token-type:access_token"),
            200);

    assertThat(realm.claims(answer.get("access_token")).getJSONObjectClaim("act"))
        .containsEntry("sub", "middle");
  }

  @Test
  void refusesExchanges() throws Exception {
    Object token = realmToken();
    for (Map<String, String> form :
        List.of(
            exchange("forged"),
            exchange(token, "subject_token_type", "urn:ietf:params:oauth:token-type:saml2"),
            exchange(
                token, "requested_token_type", "urn:ietf:params:oauth:token-type:refresh_token"),
            exchange(token, "actor_token", "lonely"),
            exchange(realm.post(realm.redemption("scope", "openid"), 200).get("access_token")),
            exchange(signedIn("openid api://middle-tier/access").get("access_token")))) {
      assertThat(realm.post(form, 400)).containsEntry("error", "invalid_request");
    }
    assertThat(UserFlow.realm(sandbox, "elsewhere").post(exchange(token), 400))
        .containsEntry("error", "invalid_request");
    clock.advance(Duration.ofHours(1));
    assertThat(realm.post(exchange(token), 400).get("error_description"))
        .isEqualTo("the subject_token has expired");
  }

  private static Map<String, String> password(String... more) {
    Map<String, String> form =
        Client.form(
            "grant_type",
            "password",
            "client_id",
            "app",
            "username",
            MIRA,
            "password",
            "password",
            "scope",
            "openid offline_access profile");
    form.putAll(Client.form(more));
    form.values().removeIf(String::isEmpty);
    return form;
  }

  @Test
  void takesAPassword() throws Exception {
    Map<String, Object> answer = entra.post(password("client_info", "1"), 200);
    assertThat(answer).containsKeys("access_token", "refresh_token", "id_token", "client_info");
    assertThat(realm.post(password(), 200)).containsKeys("access_token", "id_token");
    assertThat(UserFlow.entra(sandbox, "organizations").post(password(), 200))
        .containsKey("access_token");
  }

  @ParameterizedTest
  @CsvSource({
    "password, wrong, 50126",
    "username, who@contoso.example, 50034",
    "username, '', 900144",
    "password, '', 900144",
  })
  void refusesPasswords(String name, String value, String code) throws Exception {
    refused(password(name, value), code);
  }

  @Test
  void refusesWhatAPasswordIsNotEnoughFor() throws Exception {
    assertThat(UserFlow.entra(sandbox, "common").post(password(), 400).get("error_description"))
        .asString()
        .startsWith("AADSTS9001023: ");
    sandbox.users().change(MIRA, it -> it.consented(false));
    refused(password(), "65001");
    sandbox.users().change(MIRA, it -> it.consented(true).secondFactor(true));
    assertThat(refused(password(), "50076")).containsEntry("suberror", "basic_action");
    sandbox.users().change(MIRA, it -> it.secondFactor(false).disabled(true));
    refused(password(), "50057");
    sandbox
        .users()
        .change(
            MIRA,
            it ->
                it.disabled(false)
                    .policy(
                        AccessPolicy.of("invalid_grant", 50055).suberror("user_password_expired")));
    assertThat(refused(password(), "50055")).containsEntry("suberror", "user_password_expired");
    assertThat(realm.post(password("password", "wrong"), 401))
        .containsEntry("error", "invalid_grant");
  }
}
