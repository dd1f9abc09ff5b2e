package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.TokenExchangeRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** A token in exchange for another, at a realm that does it (RFC 8693). */
class TokenExchangeIT {

  private static final String MIDDLE = "middle";

  private final SharedTime time = new SharedTime();
  private House house;
  private ConfidentialClient client;

  @BeforeEach
  void start() {
    house =
        new House(
            Sandbox.builder()
                .clock(time.clock)
                .application(SandboxApplication.builder(MIDDLE).secret(House.SECRET).build())
                .user(SandboxUser.builder(Delegation.MIRA).build())
                .user(SandboxUser.builder(Delegation.JON).build()));
    client =
        ConfidentialClient.builder(MIDDLE, ClientCredential.secret(House.SECRET))
            .authority(Authority.oidc(house.sandbox.oidcAuthority("factory")))
            .httpProvider("apache")
            .http(house.http())
            .timeSource(time)
            .build();
  }

  @AfterEach
  void stop() {
    client.close();
    house.close();
  }

  private Secret tokenOf(String username) {
    return client
        .acquireByPassword(PasswordRequest.of(List.of(), username, "password".toCharArray()))
        .accessToken();
  }

  private Map<String, List<String>> lastForm() {
    List<RecordedRequest> all = house.tokenRequests();
    return all.get(all.size() - 1).form();
  }

  @Test
  void aTokenIsExchangedForOneForAnotherService() {
    Secret mira = tokenOf(Delegation.MIRA);
    TokenResult token =
        client.exchangeToken(
            TokenExchangeRequest.of(mira)
                .audience("orders")
                .scopes(List.of("read"))
                .requestedType(TokenExchangeRequest.ACCESS_TOKEN));
    assertThat(token.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(token.accessToken()).isNotEqualTo(mira);
    assertThat(lastForm())
        .containsEntry("grant_type", List.of("urn:ietf:params:oauth:grant-type:token-exchange"))
        .containsEntry("subject_token", List.of(mira.reveal()))
        .containsEntry(
            "subject_token_type", List.of("urn:ietf:params:oauth:token-type:access_token"))
        .containsEntry(
            "requested_token_type", List.of("urn:ietf:params:oauth:token-type:access_token"))
        .containsEntry("audience", List.of("orders"))
        .containsEntry("scope", List.of("read"))
        .doesNotContainKeys("actor_token", "actor_token_type", "resource");
  }

  @Test
  void whoBringsTheSameIsAnsweredFromTheCacheAndNobodyElse() {
    TokenExchangeRequest mira = TokenExchangeRequest.of(tokenOf(Delegation.MIRA)).audience("a");
    TokenExchangeRequest jon = TokenExchangeRequest.of(tokenOf(Delegation.JON)).audience("a");
    Secret first = client.exchangeToken(mira).accessToken();
    assertThat(client.exchangeToken(mira).accessToken()).isEqualTo(first);
    assertThat(client.exchangeToken(mira).source()).isEqualTo(TokenSource.CACHE);
    assertThat(client.exchangeToken(jon).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(client.exchangeToken(mira.audience("b")).source())
        .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(client.exchangeToken(mira.resource(URI.create("https://c.example/"))).source())
        .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(client.exchangeToken(mira.forceRefresh(true)).source())
        .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(client.exchangeToken(mira).source()).isEqualTo(TokenSource.CACHE);
  }

  @Test
  void anActorIsNamedWithItsToken() {
    Secret jon = tokenOf(Delegation.JON);
    client.exchangeToken(
        TokenExchangeRequest.of(tokenOf(Delegation.MIRA))
            .actor(jon, TokenExchangeRequest.ACCESS_TOKEN));
    assertThat(lastForm())
        .containsEntry("actor_token", List.of(jon.reveal()))
        .containsEntry(
            "actor_token_type", List.of("urn:ietf:params:oauth:token-type:access_token"));
  }

  @Test
  void whatHasExpiredIsRefusedWithTheServersWords() {
    TokenExchangeRequest request = TokenExchangeRequest.of(tokenOf(Delegation.MIRA));
    time.advance(Duration.ofHours(3));
    assertThatThrownBy(() -> client.exchangeToken(request))
        .isInstanceOfSatisfying(TokenException.class, e -> assertThat(e.error()).isPresent());
  }

  @Test
  void badArgumentsAreNamed() {
    TokenExchangeRequest request = TokenExchangeRequest.of(Secret.of("x"));
    assertThatThrownBy(() -> request.audience(" "))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("audience");
    assertThatThrownBy(() -> request.resource(URI.create("orders")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("resource");
    assertThatThrownBy(() -> request.extraParameters(Map.of("subject_token", "y")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("extra parameters");
  }
}
