package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxRealm;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Where a person is sent to. */
class AuthCodeBeginIT {

  private final Hotel hotel = new Hotel();
  private final PublicClient client = hotel.client().build();

  @AfterEach
  void close() {
    client.close();
    hotel.close();
  }

  private Map<String, String> parameters(AuthCodeFlowRequest request) {
    return Hotel.parameters(client.beginAuthCodeFlow(request).authUri());
  }

  @Test
  @Tag("S-122")
  @Tag("S-125")
  @Tag("S-127")
  @Tag("S-134")
  void scopesAloneMakeAnAddressWithNothingThatWasNotSaid() {
    URI uri = client.beginAuthCodeFlow(AuthCodeFlowRequest.of(Hotel.SCOPES)).authUri();

    assertThat(uri.toString())
        .startsWith(
            "https://login.microsoftonline.com/" + Hotel.TENANT + "/oauth2/v2.0/authorize?");
    assertThat(Hotel.parameters(uri))
        .containsOnlyKeys(
            "client_id",
            "response_type",
            "scope",
            "state",
            "nonce",
            "code_challenge",
            "code_challenge_method",
            "client_info")
        .containsEntry("client_id", House.CLIENT_ID)
        .containsEntry("response_type", "code")
        .containsEntry("scope", "User.Read offline_access openid profile")
        .containsEntry("code_challenge_method", "S256")
        .containsEntry("client_info", "1");
  }

  @Test
  @Tag("S-122")
  @Tag("S-125")
  @Tag("S-130")
  @Tag("S-131")
  @Tag("S-132")
  @Tag("S-135")
  void everyOptionIsInTheAddress() {
    assertThat(
            parameters(
                Hotel.REQUEST
                    .state("st-774")
                    .prompt(Prompt.SELECT_ACCOUNT)
                    .loginHint("Mira.Quist%+&@contoso.example")
                    .domainHint("contoso.example")
                    .maxAge(Duration.ofMinutes(5))
                    .responseMode(ResponseMode.FORM_POST)
                    .claims("{\"id_token\":{\"acrs\":{\"essential\":true}}}")
                    .extraScopesToConsent(List.of("https://other.example/Read"))
                    .extraQueryParameters(Map.of("dc", "test 1"))
                    .instanceAware(true)))
        .containsEntry("state", "st-774")
        .containsEntry("prompt", "select_account")
        .containsEntry("login_hint", "Mira.Quist%+&@contoso.example")
        .containsEntry("X-AnchorMailbox", "UPN:Mira.Quist%+&@contoso.example")
        .containsEntry("domain_hint", "contoso.example")
        .containsEntry("max_age", "300")
        .containsEntry("response_mode", "form_post")
        .containsEntry("redirect_uri", Hotel.REDIRECT.toString())
        .containsEntry("claims", "{\"id_token\":{\"acrs\":{\"essential\":true}}}")
        .containsEntry(
            "scope", "User.Read https://other.example/Read offline_access openid profile")
        .containsEntry("dc", "test 1")
        .containsEntry("instance_aware", "true");
  }

  @Test
  @Tag("S-124")
  void scopesKeepTheirLetterCase() {
    assertThat(parameters(AuthCodeFlowRequest.of(List.of("api://Shop/Orders.READ"))).get("scope"))
        .startsWith("api://Shop/Orders.READ ");
  }

  @ParameterizedTest
  @Tag("S-131")
  @ValueSource(strings = {"consumers", "organizations", "contoso.example"})
  void domainHintIsSentInEachForm(String hint) {
    assertThat(parameters(Hotel.REQUEST.domainHint(hint))).containsEntry("domain_hint", hint);
  }

  @ParameterizedTest
  @Tag("S-128")
  @Tag("S-129")
  @ValueSource(
      strings = {"none", "login", "consent", "select_account", "create", "login consent", "x-own"})
  void promptPassesThrough(String prompt) {
    assertThat(parameters(Hotel.REQUEST.prompt(new Prompt(prompt))))
        .containsEntry("prompt", prompt);
  }

  @ParameterizedTest
  @Tag("S-136")
  @ValueSource(strings = {"QUERY", "FORM_POST"})
  void responseModePassesThrough(String mode) {
    assertThat(parameters(Hotel.REQUEST.responseMode(ResponseMode.valueOf(mode))))
        .containsEntry("response_mode", mode.toLowerCase(Locale.ROOT));
  }

  @Test
  @Tag("S-126")
  void stateNonceAndChallengeAreAnotherEachTime() {
    Set<String> seen = new HashSet<>();
    for (int i = 0; i < 50; i++) {
      Map<String, String> parameters = parameters(Hotel.REQUEST);
      assertThat(parameters.get("state")).hasSizeGreaterThanOrEqualTo(22);
      for (String name : List.of("state", "nonce", "code_challenge")) {
        assertThat(seen.add(parameters.get(name))).isTrue();
      }
    }
  }

  @Test
  @Tag("S-126")
  @Tag("S-137")
  void flowHasAddressStateAndTextThatHoldsTheRest() throws Exception {
    PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST.state("mine"));

    Map<String, String> address = Hotel.parameters(flow.authUri());
    assertThat(flow.state()).isEqualTo("mine").isEqualTo(address.get("state"));
    String saved = Hotel.saved(flow);
    String verifier = saved.replaceAll(".*\"code_verifier\":\"([^\"]*)\".*", "$1");
    assertThat(verifier).matches("[A-Za-z0-9._~-]{43,128}");
    assertThat(address.get("code_challenge"))
        .isEqualTo(
            Base64.getUrlEncoder()
                .withoutPadding()
                .encodeToString(
                    MessageDigest.getInstance("SHA-256")
                        .digest(verifier.getBytes(StandardCharsets.US_ASCII))));
    assertThat(flow.authUri().toString()).doesNotContain(verifier);
    assertThat(address.get("nonce")).matches("[0-9a-f]{64}");
    assertThat(saved).doesNotContain(address.get("nonce"));
    assertThat(flow.toString()).doesNotContain(verifier).doesNotContain("mine");
  }

  @Test
  @Tag("S-122")
  void signInWithoutScopesAsksForTheReservedOnes() {
    assertThat(parameters(AuthCodeFlowRequest.of(List.of())))
        .containsEntry("scope", "offline_access openid profile");
  }

  @Test
  void otherProvidersAreNotSentWhatOnlyEntraKnows() {
    assertThat(
            parameters(
                Hotel.REQUEST
                    .authority(hotel.realm("demo"))
                    .loginHint(Hotel.MIRA)
                    .resource(URI.create("https://api.example/"))))
        .doesNotContainKeys("client_info", "X-AnchorMailbox", "instance_aware")
        .containsEntry("login_hint", Hotel.MIRA)
        .containsEntry("resource", "https://api.example/");
  }

  @Test
  void tenantOfTheRequestIsAsked() {
    assertThat(
            client.beginAuthCodeFlow(Hotel.REQUEST.tenant("fabrikam.example")).authUri().getPath())
        .endsWith("/oauth2/v2.0/authorize")
        .doesNotContain(Hotel.TENANT);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"client_id", "state", "nonce", "code_challenge", "redirect_uri", "request"})
  void extraParametersDoNotReplaceTheLibrarysOwn(String name) {
    assertThatThrownBy(() -> Hotel.REQUEST.extraQueryParameters(Map.of(name, "x")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(name);
  }

  @ParameterizedTest
  @ValueSource(strings = {"back", "https://app.example/back#part"})
  void redirectUriThatCannotBeOneIsRefused(String uri) {
    assertThatThrownBy(() -> Hotel.REQUEST.redirectUri(URI.create(uri)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @ParameterizedTest
  @ValueSource(strings = {"openid", "profile", "offline_access"})
  void reservedScopesAreRefused(String scope) {
    assertThatThrownBy(() -> AuthCodeFlowRequest.of(List.of("User.Read", scope)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining(scope);
  }

  @Test
  void authorityWhereNobodySignsInIsNamed() {
    try (House other =
            new House(
                Sandbox.builder()
                    .realm(
                        SandboxRealm.builder("machines")
                            .withoutMetadata("authorization_endpoint")
                            .build()));
        PublicClient lonely =
            PublicClient.builder("app")
                .authority(Authority.oidc(other.sandbox.oidcAuthority("machines")))
                .httpProvider("apache")
                .http(other.http())
                .build()) {
      assertThatThrownBy(() -> lonely.beginAuthCodeFlow(Hotel.REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("no authorization_endpoint");
    }
  }
}
