package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.token.TokenResult;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** The two halves for applications that look after state, nonce and PKCE themselves. */
class LegacyCodeIT {

  // The pair of RFC 7636, appendix B.
  private static final String VERIFIER = "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjXk";
  private static final String CHALLENGE = "E9Melhoa2OwvFrEMTJguCHaoeK1t8URWbuGJSstw-cM";
  private static final AuthorizationUrlRequest URL = AuthorizationUrlRequest.of(Hotel.SCOPES);

  private final Hotel hotel = new Hotel();
  private final PublicClient client = hotel.client().build();

  @AfterEach
  void close() {
    client.close();
    hotel.close();
  }

  @Test
  @Tag("S-157")
  @Tag("S-158")
  @Tag("S-159")
  @Tag("S-160")
  @Tag("S-161")
  @Tag("S-162")
  @Tag("S-164")
  @Tag("S-165")
  @Tag("S-166")
  @Tag("S-168")
  void addressSaysNothingThatWasNotSaid() {
    URI uri = client.authorizationUrl(URL);

    assertThat(uri.toString())
        .startsWith(
            "https://login.microsoftonline.com/" + Hotel.TENANT + "/oauth2/v2.0/authorize?");
    assertThat(Hotel.parameters(uri))
        .containsOnlyKeys("client_id", "response_type", "scope")
        .containsEntry("response_type", "code")
        .containsEntry("scope", "User.Read offline_access openid profile");
  }

  @Test
  @Tag("S-157")
  @Tag("S-159")
  @Tag("S-160")
  @Tag("S-161")
  @Tag("S-165")
  @Tag("S-166")
  @Tag("S-167")
  void everyOptionIsInTheAddress() {
    assertThat(
            Hotel.parameters(
                client.authorizationUrl(
                    URL.redirectUri(Hotel.REDIRECT)
                        .state("s-1")
                        .nonce("n-1")
                        .loginHint(Hotel.MIRA)
                        .domainHint("organizations")
                        .claims("{\"id_token\":{}}")
                        .codeChallenge(CHALLENGE))))
        .containsEntry("redirect_uri", Hotel.REDIRECT.toString())
        .containsEntry("state", "s-1")
        .containsEntry("nonce", "n-1")
        .containsEntry("login_hint", Hotel.MIRA)
        .containsEntry("domain_hint", "organizations")
        .containsEntry("claims", "{\"id_token\":{}}")
        .containsEntry("code_challenge", CHALLENGE)
        .containsEntry("code_challenge_method", "S256");
  }

  @ParameterizedTest
  @Tag("S-164")
  @ValueSource(strings = {"none", "login", "consent", "select_account", "create"})
  void promptPassesThrough(String prompt) {
    assertThat(Hotel.parameters(client.authorizationUrl(URL.prompt(new Prompt(prompt)))))
        .containsEntry("prompt", prompt);
  }

  @Test
  @Tag("S-163")
  void otherResponseTypePassesThrough() {
    assertThat(Hotel.parameters(client.authorizationUrl(URL.responseType("id_token"))))
        .containsEntry("response_type", "id_token");
  }

  @Test
  @Tag("S-158")
  @Tag("S-153")
  void scopesAreRequired() {
    assertThatThrownBy(() -> AuthorizationUrlRequest.of(null))
        .isInstanceOf(NullPointerException.class);
    assertThatThrownBy(() -> AuthCodeRequest.of(Secret.of("c"), null))
        .isInstanceOf(NullPointerException.class);
  }

  private Secret code(String nonce) {
    URI uri =
        client.authorizationUrl(
            URL.redirectUri(Hotel.REDIRECT).nonce(nonce).codeChallenge(CHALLENGE));
    return Secret.of(hotel.house.sandbox.signIn(uri, Hotel.MIRA).parameter("code").orElseThrow());
  }

  private static AuthCodeRequest redemption(Secret code) {
    return AuthCodeRequest.of(code, Hotel.SCOPES)
        .redirectUri(Hotel.REDIRECT)
        .codeVerifier(Secret.of(VERIFIER));
  }

  @Test
  @Tag("S-151")
  @Tag("S-152")
  @Tag("S-153")
  @Tag("S-154")
  @Tag("S-155")
  @Tag("S-156")
  void codeIsRedeemedAndKept() {
    Secret code = code("n-1");

    TokenResult result = client.redeemCode(redemption(code).nonce("n-1"));

    assertThat(result.hasAccessToken()).isTrue();
    assertThat(client.accounts()).hasSize(1);
    assertThat(hotel.tokenRequest().form())
        .containsEntry("grant_type", List.of("authorization_code"))
        .containsEntry("code", List.of(code.reveal()))
        .containsEntry("scope", List.of("User.Read offline_access openid profile"))
        .containsEntry("redirect_uri", List.of(Hotel.REDIRECT.toString()))
        .containsEntry("code_verifier", List.of(VERIFIER));
  }

  @Test
  @Tag("S-155")
  void otherNonceIsRefusedAndNothingKept() {
    Secret code = code("n-1");

    IdTokenException failure =
        catchThrowableOfType(
            IdTokenException.class, () -> client.redeemCode(redemption(code).nonce("n-2")));

    assertThat(failure.reason()).isEqualTo(IdTokenException.Reason.NONCE);
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  @Tag("S-154")
  @Tag("S-156")
  void refusalIsToldVerbatim() {
    InteractionRequiredException failure =
        catchThrowableOfType(
            InteractionRequiredException.class,
            () -> client.redeemCode(AuthCodeRequest.of(Secret.of("stale"), Hotel.SCOPES)));

    assertThat(failure.error().orElseThrow().code().value()).isEqualTo("invalid_grant");
    assertThat(failure.error().orElseThrow().description()).isPresent();
    assertThat(hotel.tokenRequest().form())
        .doesNotContainKeys("redirect_uri", "code_verifier", "claims");
  }

  @ParameterizedTest
  @ValueSource(strings = {"short", "dBjftJeZ4CVP-mB92K27uhbUJU1p1r_wW1gFWFOEjX!"})
  void verifierOfAnotherShapeIsRefusedAndNotRepeated(String verifier) {
    assertThatThrownBy(
            () ->
                AuthCodeRequest.of(Secret.of("c"), Hotel.SCOPES).codeVerifier(Secret.of(verifier)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageNotContaining(verifier);
  }
}
