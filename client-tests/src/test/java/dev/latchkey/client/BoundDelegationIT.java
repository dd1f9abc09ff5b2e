package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.request.TokenExchangeRequest;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Bound tokens for people who are not there: kept apart by key, and never handed on (T-06). */
@Timeout(60)
class BoundDelegationIT {

  private static final List<String> SCOPES = List.of("User.Read");

  private final Delegation there = new Delegation();
  private final ConfidentialClient middle = there.middleTier();

  @AfterEach
  void close() {
    middle.close();
    there.close();
  }

  private RecordedRequest last() {
    List<RecordedRequest> all = there.tokenRequests();
    return all.get(all.size() - 1);
  }

  private int call(TokenResult token) {
    return Bound.call(there.house.sandbox, token);
  }

  @Test
  void eachKeyOfTheMiddleTierHasATokenOfItsOwn() {
    there.house.sandbox.resource().audience("https://graph.microsoft.com");
    OnBehalfOfRequest plain = OnBehalfOfRequest.of(SCOPES, there.callerToken(Delegation.MIRA));

    TokenResult bound = middle.acquireOnBehalfOf(plain.authScheme(Bound.SIGNED));

    Bound.requireNamed(last(), bound);
    assertThat(last().form()).containsEntry("requested_token_use", List.of("on_behalf_of"));
    assertThat(call(bound)).isEqualTo(200);
    TokenResult found = middle.acquireOnBehalfOf(plain.authScheme(Bound.SIGNED));
    Bound.requireFound(found, bound);
    assertThat(call(found)).isEqualTo(200);
    Bound.requireBearer(middle.acquireOnBehalfOf(plain), bound);
    Bound.requireApart(middle.acquireOnBehalfOf(plain.authScheme(Bound.SIGNED_BY_OTHER)), bound);
    OnBehalfOfRequest jon = OnBehalfOfRequest.of(SCOPES, there.callerToken(Delegation.JON));
    assertThat(middle.acquireOnBehalfOf(jon.authScheme(Bound.SIGNED)).accessToken())
        .isNotEqualTo(bound.accessToken());
    Bound.requireFound(middle.acquireOnBehalfOf(plain.authScheme(Bound.SIGNED)), bound);
  }

  @Test
  void aJobGoesOnWithItsKey() {
    there.house.sandbox.resource().audience("https://graph.microsoft.com");
    SessionRequest plain = SessionRequest.of(SCOPES, "job-17");
    SessionRequest resume = plain.authScheme(Bound.SIGNED);
    TokenResult bound =
        middle.beginOnBehalfOf(
            OnBehalfOfRequest.of(SCOPES, there.callerToken(Delegation.MIRA))
                .sessionKey("job-17")
                .authScheme(Bound.SIGNED));
    Bound.requireNamed(last(), bound);

    Bound.requireFound(middle.resumeOnBehalfOf(resume), bound);
    Bound.requireBearer(middle.resumeOnBehalfOf(plain), bound);
    Bound.requireApart(middle.resumeOnBehalfOf(plain.authScheme(Bound.SIGNED_BY_OTHER)), bound);
    there.time.advance(Duration.ofHours(2));
    TokenResult later = middle.resumeOnBehalfOf(resume);

    assertThat(later.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    Bound.requireNamed(last(), later);
    assertThat(last().form()).containsEntry("grant_type", List.of("refresh_token"));
    assertThat(later.keyId()).isEqualTo(bound.keyId());
    assertThat(call(later)).isEqualTo(200);
  }

  @Test
  void whomTheApplicationActsForHasATokenForEachKey() {
    Secret credential =
        middle
            .acquireForClient(ClientRequest.of("api://AzureADTokenExchange/.default"))
            .accessToken();
    UserFederatedIdentityRequest plain =
        UserFederatedIdentityRequest.ofUsername(SCOPES, Delegation.MIRA, credential);

    TokenResult bound =
        middle.acquireByUserFederatedIdentity(plain.authScheme(Bound.SIGNED).forceRefresh(true));

    Bound.requireNamed(last(), bound);
    Bound.requireFound(
        middle.acquireByUserFederatedIdentity(plain.authScheme(Bound.SIGNED)), bound);
    Bound.requireBearer(middle.acquireByUserFederatedIdentity(plain), bound);
  }

  private ConfidentialClient.Builder atRealm() {
    return ConfidentialClient.builder(Delegation.MIDDLE, ClientCredential.secret(House.SECRET))
        .authority(Authority.oidc(there.house.sandbox.oidcAuthority("factory")))
        .httpProvider("apache")
        .http(there.house.http())
        .timeSource(there.time);
  }

  @Test
  void whatATokenIsExchangedForIsBoundToTheKey() {
    try (ConfidentialClient client = atRealm().build()) {
      Secret mira =
          client
              .acquireByPassword(
                  PasswordRequest.of(List.of(), Delegation.MIRA, "password".toCharArray()))
              .accessToken();
      TokenExchangeRequest plain = TokenExchangeRequest.of(mira).audience("api://sandbox-resource");

      TokenResult bound = client.exchangeToken(plain.authScheme(Bound.DPOP));

      assertThat(bound.tokenType()).isEqualTo(TokenType.DPOP);
      assertThat(last().header("DPoP")).isPresent();
      assertThat(call(bound)).isEqualTo(200);
      TokenResult found = client.exchangeToken(plain.authScheme(Bound.DPOP));
      Bound.requireFound(found, bound);
      assertThat(call(found)).isEqualTo(200);
      Bound.requireBearer(client.exchangeToken(plain), bound);
      Bound.requireApart(client.exchangeToken(plain.authScheme(Bound.DPOP_OF_OTHER)), bound);
    }
  }

  @Test
  void whatIsNoAccessTokenIsBoundToNothing() {
    ScriptedAuthority authority =
        new ScriptedAuthority()
            .metadata(
                "{\"issuer\":\"https://id.example\",\"token_endpoint\":\"https://id.example/token\"}")
            .then(200, "{\"token_type\":\"N_A\",\"access_token\":\"saml\",\"expires_in\":60}");
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
            .authority(Authority.oidc(URI.create("https://id.example")))
            .http(authority)
            .timeSource(new ManualTimeSource())
            .build()) {
      TokenExchangeRequest request = TokenExchangeRequest.of(Secret.of("mira's"));

      assertThatThrownBy(() -> client.exchangeToken(request.authScheme(Bound.DPOP)))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining("of type N_A where one of type DPoP");
    }
  }

  @Test
  void aRefreshTokenThatIsBroughtIsBoundFromThenOn() {
    try (People people = new People();
        PublicClient app = people.client().authority(people.realm()).build()) {
      people.house.sandbox.resource().audience(House.CLIENT_ID);
      RefreshTokenRequest request =
          RefreshTokenRequest.of(People.SCOPES, people.realmRefreshToken(People.MIRA));

      TokenResult bound = app.importRefreshToken(request.authScheme(Bound.DPOP));

      assertThat(bound.tokenType()).isEqualTo(TokenType.DPOP);
      assertThat(people.request().header("DPoP")).isPresent();
      assertThat(Bound.call(people.house.sandbox, bound)).isEqualTo(200);
      SilentRequest silent = People.silent(bound.account().orElseThrow());
      Bound.requireFound(app.acquireSilently(silent.authScheme(Bound.DPOP)), bound);
      assertThatThrownBy(() -> app.acquireSilently(silent))
          .hasMessageContaining("invalid_dpop_proof");
      assertThat(
              app.acquireSilently(silent.authScheme(Bound.DPOP).forceRefresh(true)).accessToken())
          .isNotEqualTo(bound.accessToken());
    }
  }
}
