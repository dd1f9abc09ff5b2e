package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

class ImportRefreshTokenIT {

  private final People people = new People();
  private final PublicClient client = people.client().build();

  @AfterEach
  void close() {
    client.close();
    people.close();
  }

  @Test
  @Tag("S-169")
  @Tag("S-173")
  @Tag("S-174")
  @Tag("S-175")
  @Tag("S-088")
  void redeemsExactlyTheTokenThatWasBrought() {
    Secret brought = people.refreshToken(People.MIRA);
    TokenResult result =
        client.importRefreshToken(RefreshTokenRequest.of(List.of("User.Read"), brought));
    assertThat(result.hasAccessToken()).isTrue();
    assertThat(result.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    RecordedRequest request = people.request();
    assertThat(request.formParameter("grant_type")).contains("refresh_token");
    assertThat(request.formParameter("refresh_token")).contains(brought.reveal());
    assertThat(request.formParameter("scope")).contains("User.Read offline_access openid profile");
  }

  @Test
  @Tag("S-171")
  @Tag("S-004")
  void whatComesIsKept() {
    Secret brought = people.refreshToken(People.MIRA);
    TokenResult result = client.importRefreshToken(RefreshTokenRequest.of(People.SCOPES, brought));
    assertThat(client.accounts()).containsExactly(result.account().orElseThrow());
    assertThat(client.acquireSilently(People.silent(client.accounts().get(0))).accessToken())
        .isEqualTo(result.accessToken());
    people.house.sandbox.requests().clear();
    client.acquireSilently(People.silent(client.accounts().get(0)).forceRefresh(true));
    assertThat(people.request().formParameter("refresh_token"))
        .isPresent()
        .isNotEqualTo(java.util.Optional.of(brought.reveal()));
  }

  @Test
  void theTokenThatWasBroughtIsKeptWhereNoOtherComes() {
    people
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.refreshTokensRotate(false));
    Secret brought = people.refreshToken(People.MIRA);
    client.importRefreshToken(RefreshTokenRequest.of(People.SCOPES, brought));
    people.house.sandbox.requests().clear();
    client.acquireSilently(People.silent(client.accounts().get(0)).forceRefresh(true));
    assertThat(people.request().formParameter("refresh_token")).contains(brought.reveal());
  }

  @Test
  @Tag("S-175")
  void aRefusalIsToldVerbatimAndNothingIsKept() {
    people
        .house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(Fault.oauthError("invalid_grant", "AADSTS70008: too old", 70008));
    assertThatThrownBy(
            () ->
                client.importRefreshToken(
                    RefreshTokenRequest.of(People.SCOPES, Secret.of("stale"))))
        .isInstanceOf(InteractionRequiredException.class)
        .isInstanceOfSatisfying(
            TokenException.class,
            e -> {
              assertThat(e.error().orElseThrow().code()).hasToString("invalid_grant");
              assertThat(e.error().orElseThrow().description().orElseThrow()).contains("too old");
              assertThat(e.error().orElseThrow().codes()).containsExactly(70008L);
            });
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void anAnswerThatTellsNobodyIsHandedOutAndNotKept() {
    people
        .house
        .sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(Fault.body("{\"access_token\":\"nobodys\",\"expires_in\":60}", "application/json"));
    TokenResult result =
        client.importRefreshToken(RefreshTokenRequest.of(People.SCOPES, Secret.of("whose")));
    assertThat(result.account()).isEmpty();
    assertThat(result.accessToken().reveal()).isEqualTo("nobodys");
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  @Tag("S-089")
  @Tag("S-020")
  void excludedScopesAreNotSentByEitherKindOfClient() {
    try (PublicClient without = people.client().excludeScopes(List.of("offline_access")).build()) {
      without.importRefreshToken(
          RefreshTokenRequest.of(People.SCOPES, people.refreshToken(People.MIRA)));
      assertThat(people.request().formParameter("scope")).contains("User.Read openid profile");
      assertThatThrownBy(() -> people.client().excludeScopes(List.of("openid")))
          .isInstanceOf(IllegalArgumentException.class);
    }
    try (People web = People.ofWebApp();
        ConfidentialClient without =
            web.webClient().excludeScopes(List.of("offline_access")).build()) {
      without.importRefreshToken(
          RefreshTokenRequest.of(People.SCOPES, web.refreshToken(People.MIRA)));
      assertThat(web.request().formParameter("scope")).contains("User.Read openid profile");
      assertThat(web.request().formParameter("client_secret")).contains(House.SECRET);
    }
  }
}
