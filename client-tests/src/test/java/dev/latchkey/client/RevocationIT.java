package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import java.net.URI;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Tokens of people who sign out, taken back by their provider (RFC 7009). */
@Timeout(60)
class RevocationIT {

  private final Hotel hotel = new Hotel();
  private final PublicClient client = realm().revokeOnRemoval(true).build();

  @AfterEach
  void close() {
    client.close();
    hotel.close();
  }

  private PublicClient.Builder realm() {
    return hotel.client().authority(hotel.realm("demo"));
  }

  private TokenResult signIn(UserClient who) {
    PendingAuthCodeFlow flow = who.beginAuthCodeFlow(Hotel.REQUEST);
    return who.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));
  }

  private Account mira(UserClient who) {
    Account account = signIn(who).account().orElseThrow();
    hotel.house.sandbox.requests().clear();
    return account;
  }

  private List<RecordedRequest> revocations() {
    return hotel.house.sandbox.requests().to(EndpointKind.REVOCATION);
  }

  @Test
  void refreshTokenIsTakenBackAndWorthNothing() {
    client.removeAccount(mira(client));

    assertThat(client.accounts()).isEmpty();
    assertThat(revocations()).hasSize(1);
    assertThat(revocations().get(0).form())
        .containsEntry("token_type_hint", List.of("refresh_token"))
        .containsEntry("client_id", List.of(House.CLIENT_ID))
        .containsOnlyKeys("token", "token_type_hint", "client_id");
    assertThatThrownBy(
            () ->
                client.importRefreshToken(
                    RefreshTokenRequest.of(
                        Hotel.SCOPES,
                        Secret.of(revocations().get(0).formParameter("token").orElseThrow()))))
        .isInstanceOf(InteractionRequiredException.class);
  }

  @Test
  void nothingIsSentUnlessTheClientWantsIt() {
    try (PublicClient plain = realm().build()) {
      plain.removeAccount(mira(plain));
      assertThat(plain.accounts()).isEmpty();
    }
    assertThat(hotel.sent()).isZero();
  }

  @Test
  void confidentialClientProvesWhoItIs() {
    Hotel web = new Hotel(House.application().redirectUri(Hotel.REDIRECT.toString()));
    try (web;
        ConfidentialClient confidential =
            web.house
                .client(ClientCredential.secret(House.SECRET))
                .authority(web.realm("demo"))
                .revokeOnRemoval(true)
                .build()) {
      PendingAuthCodeFlow flow = confidential.beginAuthCodeFlow(Hotel.REQUEST);
      TokenResult result = confidential.completeAuthCodeFlow(Hotel.saved(flow), web.answer(flow));
      confidential.removeAccount(result.account().orElseThrow());

      RecordedRequest sent = web.house.sandbox.requests().to(EndpointKind.REVOCATION).get(0);
      boolean isProven =
          sent.header("authorization").isPresent()
              || sent.formParameter("client_secret").isPresent();
      assertThat(isProven).isTrue();
      assertThat(confidential.accounts()).isEmpty();
    }
  }

  @Test
  void personIsForgottenHoweverTheProviderFails() {
    Map<Fault, Class<? extends Throwable>> failures =
        Map.of(
            Fault.status(500), ServiceException.class,
            Fault.status(503, "<html>", Map.of("Content-Type", "text/html")),
                ServiceException.class,
            Fault.oauthError("unsupported_token_type", "no"), ServiceException.class,
            Fault.oauthError("invalid_client", "no"), ServiceException.class,
            Fault.redirect(307, "https://elsewhere.example/"), ServiceException.class,
            Fault.reset(), TransportException.class,
            Fault.garbage((byte) 1, (byte) 2), TransportException.class);
    failures.forEach(
        (fault, expected) -> {
          Account account = mira(client);
          hotel.house.sandbox.faults().on(EndpointKind.REVOCATION).always(fault);
          assertThatThrownBy(() -> client.removeAccount(account))
              .as(fault.toString())
              .isInstanceOf(expected);
          assertThat(client.accounts()).as(fault.toString()).isEmpty();
          assertThat(client.findSilently(People.silent(account))).isEmpty();
          hotel.house.sandbox.faults().clear();
          // A refusal is respected for a while.
          hotel.house.time.advance(Duration.ofMinutes(3));
        });
  }

  @Test
  void whatTheProviderSaidIsTold() {
    Account account = mira(client);
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.REVOCATION)
        .always(Fault.oauthError("unsupported_token_type", "not these"));
    assertThatThrownBy(() -> client.removeAccount(account))
        .isInstanceOfSatisfying(
            ServiceException.class,
            e -> {
              assertThat(e.error().orElseThrow().code().value())
                  .isEqualTo("unsupported_token_type");
              assertThat(e.correlationId()).isPresent();
              assertThat(e.getMessage()).startsWith("the revocation endpoint refused");
            });
  }

  @Test
  void successNeedsNoBodyAndNoJson() {
    hotel
        .house
        .sandbox
        .faults()
        .on(EndpointKind.REVOCATION)
        .always(Fault.body("<p>done</p>", "text/html"));
    client.removeAccount(mira(client));
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void hiccupIsSentOnceMore() {
    Account account = mira(client);
    hotel.house.sandbox.faults().on(EndpointKind.REVOCATION).next(Fault.status(503));
    client.removeAccount(account);
    assertThat(revocations()).hasSize(2);
  }

  @Test
  void interruptedThreadForgetsThePersonAllTheSame() {
    Account account = mira(client);
    Thread.currentThread().interrupt();
    try {
      assertThatThrownBy(() -> client.removeAccount(account))
          .isInstanceOf(CancelledException.class);
    } finally {
      assertThat(Thread.interrupted()).isTrue();
    }
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  void asynchronousRemovalRevokesToo() throws Exception {
    Account account = mira(client);
    client
        .async(
            c -> {
              c.removeAccount(account);
              return true;
            })
        .get(20, TimeUnit.SECONDS);
    assertThat(client.accounts()).isEmpty();
    assertThat(revocations()).hasSize(1);
  }

  @Test
  void nobodyIsAskedForSomebodyWhoIsNotKnown() {
    Account account = mira(client);
    client.removeAccount(account);
    hotel.house.sandbox.requests().clear();
    client.removeAccount(account);
    assertThat(hotel.sent()).isZero();
  }

  @Test
  void accessTokenIsTakenBackWhereThereIsNoOther() {
    try (PublicClient once =
        realm().excludeScopes(List.of("offline_access")).revokeOnRemoval(true).build()) {
      TokenResult result = signIn(once);
      once.removeAccount(result.account().orElseThrow());
      assertThat(revocations())
          .singleElement()
          .satisfies(
              it ->
                  assertThat(it.form())
                      .containsEntry("token", List.of(result.accessToken().reveal()))
                      .containsEntry("token_type_hint", List.of("access_token")));
    }
  }

  @Test
  void entraIsNotAsked() {
    try (PublicClient entra =
        hotel
            .client()
            .authority(Authority.entra(Cloud.PUBLIC, Hotel.TENANT))
            .revokeOnRemoval(true)
            .build()) {
      entra.removeAccount(mira(entra));
      assertThat(entra.accounts()).isEmpty();
    }
    assertThat(hotel.sent()).isZero();
  }

  @Test
  void providerWithoutSuchAnEndpointIsNotAsked() {
    ScriptedAuthority provider =
        new ScriptedAuthority()
            .metadata(
                "{\"issuer\":\"https://id.example\",\"token_endpoint\":\"https://id.example/token\"}")
            .then(
                200,
                """
                {"access_token":"a","token_type":"Bearer","refresh_token":"r","expires_in":3600,
                 "id_token":"%s"}\
                """
                    .formatted(idToken()));
    try (PublicClient other =
        PublicClient.builder(House.CLIENT_ID)
            .authority(Authority.oidc(URI.create("https://id.example")))
            .http(provider)
            .timeSource(hotel.house.time)
            .revokeOnRemoval(true)
            .build()) {
      other.importRefreshToken(RefreshTokenRequest.of(Hotel.SCOPES, Secret.of("old")));
      Account account = other.accounts().get(0);
      provider.forget();
      other.removeAccount(account);
      assertThat(other.accounts()).isEmpty();
      assertThat(provider.requests()).isEmpty();
    }
  }

  private static String idToken() {
    return new IdTokenSigner("RS256", "k")
        .sign(
            "{\"iss\":\"https://id.example\",\"sub\":\"mira\",\"aud\":\""
                + House.CLIENT_ID
                + "\",\"exp\":1893500000,\"iat\":1893456000}");
  }
}
