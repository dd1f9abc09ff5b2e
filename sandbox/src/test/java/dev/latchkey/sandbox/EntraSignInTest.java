package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.JWTClaimsSet;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraSignInTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String HOME = "9b8a7f6e-5d4c-4b3a-a291-665544332211";
  private static final String OTHER = "11111111-2222-4333-8444-555555555555";
  private static final String MIRA = "mira@contoso.example";
  private static final String ACRS =
      "{\"access_token\":{\"acrs\":{\"essential\":true,\"value\":\"c1\"}}}";

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
                    .redirectUri("http://localhost")
                    .build())
            .user(SandboxUser.builder(MIRA).displayName("Mira Quist").guestIn(OTHER).build())
            .user(SandboxUser.builder("pat@outlook.example").personal(true).build())
            .start();
    flow = UserFlow.entra(sandbox, HOME);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Map<String, Object> decoded(Object clientInfo) {
    return Json.read(
        new String(Base64.getUrlDecoder().decode((String) clientInfo), StandardCharsets.UTF_8));
  }

  @Test
  void sendsTheBrowserBackWithACode() {
    SandboxRedirect redirect = sandbox.signIn(flow.uri(), MIRA);

    assertThat(redirect.uri().toString()).startsWith("https://app.example/back?kept=1&code=");
    assertThat(redirect.isFormPost()).isFalse();
    assertThat(redirect.parameters())
        .containsEntry("state", "s t&te")
        .containsKeys("code", "client_info", "session_state")
        .doesNotContainKeys("iss", "error");
    assertThat(sandbox.requests().count(EndpointKind.AUTHORIZATION)).isEqualTo(2);
  }

  @Test
  void redeemsTheCodeForSignedTokens() throws Exception {
    Map<String, Object> answer = flow.post(flow.redemption(), 200);

    assertThat(answer)
        .containsEntry("token_type", "Bearer")
        .containsEntry("scope", "openid profile")
        .containsKeys("access_token", "refresh_token", "ext_expires_in")
        .doesNotContainKeys("foci", "refresh_in");
    String uid = sandbox.users().find(MIRA).orElseThrow().objectId().toString();
    assertThat(decoded(answer.get("client_info")))
        .containsEntry("uid", uid)
        .containsEntry("utid", HOME);
    JWTClaimsSet id = flow.claims(answer.get("id_token"));
    assertThat(id.getIssuer()).isEqualTo(sandbox.authority(HOME) + "/v2.0");
    assertThat(id.getAudience()).containsExactly("app");
    assertThat(id.getStringClaim("nonce")).isEqualTo("n-1");
    assertThat(id.getStringClaim("oid")).isEqualTo(uid);
    assertThat(id.getStringClaim("tid")).isEqualTo(HOME);
    assertThat(id.getStringClaim("preferred_username")).isEqualTo(MIRA);
    assertThat(id.getStringClaim("name")).isEqualTo("Mira Quist");
    assertThat(id.getSubject()).isNotEqualTo(uid).hasSize(43);
    assertThat(id.getClaim("auth_time")).isNull();
    assertThat(id.getExpirationTime().toInstant()).isEqualTo(NOW.plusSeconds(3600));
    JWTClaimsSet access = flow.claims(answer.get("access_token"));
    assertThat(access.getAudience()).containsExactly("https://graph.microsoft.com");
    assertThat(access.getStringClaim("scp")).isEqualTo("openid profile");
  }

  @Test
  void givesATokenForOneResourceOfSeveral() throws Exception {
    Map<String, String> form =
        flow.redemption("scope", "openid api://orders/Read api://orders/Write User.Read");

    Map<String, Object> first = flow.post(form, 200);

    assertThat(first)
        .containsEntry("scope", "openid api://orders/Read api://orders/Write")
        .doesNotContainKey("refresh_token");
    JWTClaimsSet access = flow.claims(first.get("access_token"));
    assertThat(access.getAudience()).containsExactly("api://orders");
    assertThat(access.getStringClaim("scp")).isEqualTo("Read Write");

    Map<String, String> other = flow.redemption("scope", "openid api://orders/Read User.Read");
    other.put("scope", "User.Read");
    Map<String, Object> second = flow.post(other, 200);
    assertThat(second).containsEntry("scope", "User.Read").doesNotContainKey("id_token");
    assertThat(flow.claims(second.get("access_token")).getAudience())
        .containsExactly("https://graph.microsoft.com");
  }

  @ParameterizedTest
  @CsvSource({
    "openid api://a/R User.Read, AADSTS28000",
    "openid never.asked.for, AADSTS70011",
  })
  void refusesScopesAtRedemption(String scope, String code) throws Exception {
    Map<String, String> form = flow.redemption("scope", "openid api://a/R User.Read");
    form.put("scope", scope);

    assertThat(flow.post(form, 400).get("error_description").toString()).startsWith(code);
  }

  @ParameterizedTest
  @CsvSource({
    "code, forged, invalid_grant, 9002313, 400",
    "redirect_uri, https://evil.example, invalid_client, 500112, 401",
    "redirect_uri, '', invalid_client, 500112, 401",
    "code_verifier, wrong, invalid_grant, 501481, 400",
    "code_verifier, '', invalid_grant, 501481, 400",
    "client_id, other, invalid_grant, 9002313, 400",
    "claims, no json, invalid_request, 9000410, 400",
  })
  void refusesRedemptionsThatDoNotFit(
      String name, String value, String error, long code, int status) throws Exception {
    sandbox.applications().add(SandboxApplication.builder("other").publicClient(true).build());
    Map<String, String> form = flow.redemption();
    form.put(name, value);
    form.values().removeIf(String::isEmpty);

    assertThat(flow.post(form, status))
        .containsEntry("error", error)
        .extracting("error_codes")
        .isEqualTo(java.util.List.of(code));
  }

  @Test
  void refusesTheCodeOfAnotherTenant() throws Exception {
    assertThat(UserFlow.entra(sandbox, OTHER).post(flow.redemption(), 400))
        .containsEntry("error", "invalid_grant");
  }

  @Test
  void redeemsACodeOnce() throws Exception {
    Map<String, String> form = flow.redemption();
    Map<String, Object> first = flow.post(form, 200);

    assertThat(flow.post(form, 400).get("error_description").toString())
        .startsWith("AADSTS54005: ");
    assertThat(flow.post(UserFlow.refresh(first.get("refresh_token")), 400))
        .containsEntry("error", "invalid_grant");
  }

  @Test
  void refusesACodeThatIsTooOld() throws Exception {
    Map<String, String> form = flow.redemption();
    clock.advance(Duration.ofMinutes(10).plusSeconds(1));

    assertThat(flow.post(form, 400).get("error_description").toString())
        .startsWith("AADSTS70008: ");
  }

  @Test
  void letsAPublicClientShowNoSecret() throws Exception {
    Map<String, String> form = flow.redemption();
    form.put("client_secret", "any");

    assertThat(flow.post(form, 401).get("error_description").toString())
        .startsWith("AADSTS700025: ");
    assertThat(
            flow.post(
                Client.form(
                    "grant_type",
                    "client_credentials",
                    "client_id",
                    "app",
                    "scope",
                    "https://a/.default"),
                401))
        .containsEntry("error", "invalid_client");
  }

  @Test
  void wantsTheSecretOfAConfidentialClient() throws Exception {
    sandbox.applications().change("app", it -> it.publicClient(false).secret("s3cret"));
    Map<String, String> form = flow.redemption();
    assertThat(flow.post(form, 401).get("error_description").toString())
        .startsWith("AADSTS7000218: ");

    form.put("client_secret", "s3cret");
    assertThat(flow.post(form, 200)).containsKey("access_token");
  }

  @Test
  void takesTheFirstAddressWhereNoneIsSent() throws Exception {
    SandboxRedirect redirect = sandbox.signIn(flow.uri("redirect_uri", ""), MIRA);
    assertThat(redirect.uri().toString()).startsWith(UserFlow.REDIRECT);

    Map<String, String> form = UserFlow.redemptionOf(redirect);
    form.remove("redirect_uri");
    assertThat(flow.post(form, 200)).containsKey("access_token");
  }

  @ParameterizedTest
  @ValueSource(strings = {"http://localhost:1234", "http://localhost:65535/", "http://localhost"})
  void mindsNoPortOnLoopback(String uri) {
    SandboxRedirect redirect = sandbox.signIn(flow.uri("redirect_uri", uri), MIRA);

    assertThat(redirect.uri().toString()).startsWith(uri + "?code=");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://localhost:1234",
        "http://localhost:1234/other",
        "http://127.0.0.1:1234",
        "http://user@localhost:1",
        "https://app.example/back",
        "https://app.example:444/back?kept=1",
        "https://evil.example",
        "nonsense",
        "::",
      })
  void sendsNobodyToAnAddressThatIsNotRegistered(String uri) {
    assertThatThrownBy(() -> sandbox.signIn(flow.uri("redirect_uri", uri), MIRA))
        .isInstanceOf(IllegalStateException.class)
        .hasMessageContaining("AADSTS50011")
        .hasMessageContaining(uri);
  }

  @Test
  void tellsThePersonWhatTheApplicationCannotBeTold() throws Exception {
    assertThatThrownBy(() -> sandbox.signIn(flow.uri("client_id", "<b>unknown"), MIRA))
        .hasMessageContaining("AADSTS700016")
        .hasMessageContaining("'<b>unknown'");
    assertThatThrownBy(() -> sandbox.signIn(flow.uri("client_id", ""), MIRA))
        .hasMessageContaining("AADSTS900144");
    assertThatThrownBy(() -> sandbox.signIn(UserFlow.entra(sandbox, "unknown-tenant").uri(), MIRA))
        .hasMessageContaining("AADSTS90002");
    URI twice = URI.create(flow.uri() + "&state=two");
    assertThatThrownBy(() -> sandbox.signIn(twice, MIRA)).hasMessageContaining("AADSTS9000411");
    var page = new Client(sandbox).get(flow.uri("client_id", "<b>"), "");
    assertThat(page.statusCode()).isEqualTo(400);
    assertThat(page.body()).contains("&lt;b&gt;").doesNotContain("<b>");
  }

  @ParameterizedTest
  @CsvSource({
    "response_type, token, unsupported_response_type",
    "response_mode, smoke, invalid_request",
    "code_challenge_method, plain, invalid_request",
    "code_challenge_method, '', invalid_request",
    "code_challenge, '', invalid_request",
    "code_challenge, short, invalid_request",
    "max_age, old, invalid_request",
    "prompt, none login, invalid_request",
    "claims, no json, invalid_request",
    "prompt, none, login_required",
  })
  void tellsTheApplicationWhatIsWrong(String name, String value, String error) {
    SandboxRedirect redirect = sandbox.browser().open(flow.uri(name, value));

    assertThat(redirect.parameters())
        .containsEntry("error", error)
        .containsEntry("state", "s t&te")
        .doesNotContainKey("code");
    assertThat(redirect.parameter("error_description").orElseThrow()).startsWith("AADSTS");
  }

  @Test
  void demandsPkceWhereItIsSet() throws Exception {
    URI without = flow.uri("code_challenge", "", "code_challenge_method", "");
    Map<String, String> form = UserFlow.redemptionOf(sandbox.signIn(without, MIRA));
    form.remove("code_verifier");
    assertThat(flow.post(form, 200)).containsKey("access_token");

    sandbox.applications().change("app", it -> it.proofKeyRequired(true));
    assertThat(sandbox.browser().open(without).parameters())
        .containsEntry("error", "invalid_request");
  }

  @Test
  void refusesAVerifierThatNobodyAnnounced() throws Exception {
    URI without = flow.uri("code_challenge", "", "code_challenge_method", "");

    assertThat(flow.post(UserFlow.redemptionOf(sandbox.signIn(without, MIRA)), 400))
        .containsEntry("error", "invalid_grant");
  }

  @Test
  void answersInTheFragment() {
    SandboxRedirect redirect = sandbox.signIn(flow.uri("response_mode", "fragment"), MIRA);

    assertThat(redirect.uri().getRawQuery()).isEqualTo("kept=1");
    assertThat(redirect.uri().getRawFragment()).startsWith("code=");
    assertThat(redirect.parameters()).containsKey("code");
  }

  @Test
  void answersByForm() throws Exception {
    SandboxRedirect redirect = sandbox.signIn(flow.uri("response_mode", "form_post"), MIRA);

    assertThat(redirect.isFormPost()).isTrue();
    assertThat(redirect.uri()).isEqualTo(URI.create(UserFlow.REDIRECT));
    assertThat(flow.post(UserFlow.redemptionOf(redirect), 200)).containsKey("access_token");
    SandboxRedirect failed =
        sandbox.browser().open(flow.uri("response_mode", "form_post", "prompt", "none"));
    assertThat(failed.isFormPost()).isTrue();
    assertThat(failed.parameters()).containsEntry("error", "login_required");
  }

  @Test
  void staysSignedIn() {
    SandboxBrowser browser = sandbox.browser();
    browser.signIn(flow.uri(), MIRA);

    assertThat(browser.open(flow.uri()).parameters()).containsKey("code");
    assertThat(browser.open(flow.uri("prompt", "none")).parameters()).containsKey("code");
    assertThat(browser.open(flow.uri("prompt", "none", "login_hint", "x@y")).parameters())
        .containsEntry("error", "login_required");
    assertThatThrownBy(() -> browser.open(flow.uri("prompt", "login")))
        .hasMessageContaining("Sign in");
    assertThatThrownBy(() -> browser.open(flow.uri("prompt", "select_account")))
        .hasMessageContaining("Pick an account")
        .hasMessageContaining(MIRA);
    assertThatThrownBy(() -> browser.open(flow.uri("prompt", "consent")))
        .hasMessageContaining("Permissions requested");
    assertThat(browser.signIn(flow.uri("prompt", "select_account"), MIRA).parameters())
        .containsKey("code");
    sandbox.users().revokeSessions(MIRA);
    assertThat(browser.open(flow.uri("prompt", "none")).parameters())
        .containsEntry("error", "login_required");
  }

  @Test
  void asksWhichOfSeveralAccounts() {
    sandbox.users().add(SandboxUser.builder("noor@contoso.example").build());
    SandboxBrowser browser = sandbox.browser();
    browser.signIn(flow.uri(), MIRA);
    browser.signIn(flow.uri("prompt", "login"), "noor@contoso.example");

    assertThatThrownBy(() -> browser.open(flow.uri())).hasMessageContaining("Pick an account");
    assertThat(browser.open(flow.uri("prompt", "none")).parameters())
        .containsEntry("error", "account_selection_required");
    assertThat(browser.open(flow.uri("login_hint", "NOOR@contoso.example")).parameters())
        .containsKey("code");
  }

  @Test
  void asksAgainWhenTheSignInIsTooOld() throws Exception {
    SandboxBrowser browser = sandbox.browser();
    browser.signIn(flow.uri(), MIRA);
    clock.advance(Duration.ofSeconds(61));

    assertThatThrownBy(() -> browser.open(flow.uri("max_age", "60")))
        .hasMessageContaining("Sign in");
    SandboxRedirect redirect = browser.open(flow.uri("max_age", "61"));
    Map<String, Object> answer = flow.post(UserFlow.redemptionOf(redirect), 200);
    assertThat(flow.claims(answer.get("id_token")).getDateClaim("auth_time")).isEqualTo(NOW);
  }

  @Test
  void showsWhoeverTypesAWrongPasswordThePageAgain() throws Exception {
    Client client = new Client(sandbox);
    var shown =
        client.post(
            flow.uri(),
            Client.form(
                "sandbox_step", "login", "username", "mira@contoso.example", "password", "no"));

    assertThat(shown.statusCode()).isEqualTo(200);
    assertThat(shown.body())
        .contains("invalid username or password", "value=\"mira@contoso.example\"");
    assertThat(shown.headers().firstValue("Set-Cookie")).isEmpty();
  }

  @Test
  void fillsTheHintIn() throws Exception {
    var page = new Client(sandbox).get(flow.uri("login_hint", "\"><script>"), "");

    assertThat(page.body())
        .contains("value=\"&quot;&gt;&lt;script&gt;\"")
        .doesNotContain("<script");
    assertThat(page.headers().firstValue("Content-Security-Policy").orElseThrow())
        .contains("default-src 'none'");
  }

  @Test
  void takesTheRequestByPostAsWell() throws Exception {
    Map<String, String> form = new java.util.LinkedHashMap<>();
    Forms.decode(flow.uri().getRawQuery()).forEach((name, all) -> form.put(name, all.get(0)));

    var page =
        new Client(sandbox)
            .post(URI.create(sandbox.authority(HOME) + "/oauth2/v2.0/authorize"), form);

    assertThat(page.body()).contains("<h1>Sign in</h1>", "client_id=app");
  }

  @Test
  void tellsWhenThePersonCancels() {
    assertThat(sandbox.browser().cancel(flow.uri()).parameters())
        .containsEntry("error", "access_denied")
        .containsEntry("error_subcode", "cancel")
        .containsEntry("state", "s t&te");
  }

  @Test
  void asksForConsentOnce() {
    sandbox.users().change(MIRA, it -> it.consented(false));
    SandboxBrowser browser = sandbox.browser();

    assertThat(browser.declineConsent(flow.uri(), MIRA).parameters())
        .containsEntry("error", "access_denied");
    assertThat(browser.open(flow.uri("prompt", "none")).parameters())
        .containsEntry("error", "consent_required");
    assertThat(browser.signIn(flow.uri(), MIRA).parameters()).containsKey("code");
    assertThat(browser.open(flow.uri("prompt", "none")).parameters()).containsKey("code");
    assertThat(browser.open(flow.uri("prompt", "none", "scope", "Mail.Send")).parameters())
        .containsEntry("error", "consent_required");
  }

  @Test
  void refusesSilentSignInsThatAPolicyIsAgainst() {
    SandboxBrowser browser = sandbox.browser();
    browser.signIn(flow.uri(), MIRA);
    sandbox
        .users()
        .change(MIRA, it -> it.policy(AccessPolicy.of("interaction_required", 50076).claims(ACRS)));

    assertThat(browser.open(flow.uri("prompt", "none")).parameters())
        .containsEntry("error", "interaction_required");
    assertThat(browser.open(flow.uri("prompt", "none", "claims", ACRS)).parameters())
        .containsKey("code");
  }

  @ParameterizedTest
  @ValueSource(strings = {"common", "organizations"})
  void findsTheHomeTenant(String segment) throws Exception {
    sandbox.users().change(MIRA, it -> it.homeTenant("fabrikam.example"));
    UserFlow common = UserFlow.entra(sandbox, segment);

    Map<String, Object> answer = common.post(common.redemption(), 200);

    JWTClaimsSet id = common.claims(answer.get("id_token"));
    String tenant = id.getStringClaim("tid");
    assertThat(tenant).isNotEqualTo(HOME);
    assertThat(id.getIssuer()).isEqualTo(sandbox.authority(tenant) + "/v2.0");
    assertThat(decoded(answer.get("client_info"))).containsEntry("utid", tenant);
  }

  @Test
  void keepsPersonalAndOtherAccountsApart() throws Exception {
    UserFlow consumers = UserFlow.entra(sandbox, "consumers");
    SandboxRedirect redirect = sandbox.signIn(consumers.uri(), "pat@outlook.example");

    Map<String, Object> answer = consumers.post(UserFlow.redemptionOf(redirect), 200);

    assertThat(consumers.claims(answer.get("id_token")).getStringClaim("tid"))
        .isEqualTo("9188040d-6c67-4c5b-b112-36a304b66dad");
    assertThatThrownBy(() -> sandbox.signIn(consumers.uri(), MIRA))
        .hasMessageContaining("does not exist in tenant");
    URI organizations = UserFlow.entra(sandbox, "organizations").uri();
    assertThatThrownBy(() -> sandbox.signIn(organizations, "pat@outlook.example"))
        .hasMessageContaining("does not exist in tenant");
  }

  @Test
  void givesAGuestAnotherIdButTheSameHomeAccount() throws Exception {
    UserFlow guest = UserFlow.entra(sandbox, OTHER);

    Map<String, Object> answer = guest.post(guest.redemption(), 200);

    String uid = sandbox.users().find(MIRA).orElseThrow().objectId().toString();
    assertThat(decoded(answer.get("client_info")))
        .containsEntry("uid", uid)
        .containsEntry("utid", HOME);
    JWTClaimsSet id = guest.claims(answer.get("id_token"));
    assertThat(id.getStringClaim("tid")).isEqualTo(OTHER);
    assertThat(id.getStringClaim("oid")).isNotEqualTo(uid);
  }

  @Test
  void sendsStrangersAway() {
    sandbox.users().change(MIRA, it -> it.disabled(true));

    assertThatThrownBy(() -> sandbox.signIn(flow.uri(), MIRA)).hasMessageContaining("disabled");
    assertThatThrownBy(() -> sandbox.signIn(flow.uri(), "who@contoso.example"))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void changesIdTokensAsTheApplicationIsSet() throws Exception {
    sandbox
        .applications()
        .change("app", it -> it.idTokenClaim("nonce", "forged").withoutIdTokenClaim("exp"));

    JWTClaimsSet id = flow.claims(flow.post(flow.redemption(), 200).get("id_token"));

    assertThat(id.getStringClaim("nonce")).isEqualTo("forged");
    assertThat(id.getExpirationTime()).isNull();
  }

  @Test
  void putsTheClaimsAskedForIntoTheToken() throws Exception {
    Map<String, String> form = flow.redemption("claims", ACRS);
    form.put(
        "claims",
        "{\"access_token\":{\"xms_cc\":{\"values\":[\"CP1\"]},\"aud\":{\"value\":\"evil\"}},"
            + "\"id_token\":{\"auth_time\":{\"essential\":true}}}");

    Map<String, Object> answer = flow.post(form, 200);

    JWTClaimsSet access = flow.claims(answer.get("access_token"));
    assertThat(access.getStringListClaim("acrs")).containsExactly("c1");
    assertThat(access.getStringListClaim("xms_cc")).containsExactly("CP1");
    assertThat(access.getAudience()).containsExactly("https://graph.microsoft.com");
    assertThat(flow.claims(answer.get("id_token")).getClaim("auth_time")).isNotNull();
  }
}
