package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.http.Trust;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicReference;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** People at a real Keycloak, as far as they need no browser: its refresh tokens are good once. */
@Tag("real-peer")
@Timeout(120)
@ExtendWith(KeycloakExtension.class)
class KeycloakPeopleIT {

  private static final List<String> EMAIL = List.of("email");

  private final KeycloakExtension.Peer peer;

  KeycloakPeopleIT(KeycloakExtension.Peer peer) {
    this.peer = peer;
  }

  private URI realm() {
    return peer.keycloak().realm(KeycloakRealm.NAME);
  }

  private HttpSettings settings() {
    return HttpSettings.defaults().trust(Trust.caFile(peer.keycloak().certificate()));
  }

  private PublicClient.Builder client() {
    return PublicClient.builder("desktop").authority(Authority.oidc(realm()));
  }

  private PublicClient client(String adapter) {
    return client().httpProvider(adapter).http(settings()).build();
  }

  private static PasswordRequest password(String word) {
    return PasswordRequest.of(EMAIL, KeycloakRealm.USER, word.toCharArray());
  }

  private static TokenResult signIn(PublicClient app) {
    return app.acquireByPassword(password(KeycloakRealm.PASSWORD));
  }

  @ParameterizedTest
  @ValueSource(strings = {"apache", "jdk"})
  void nameAndPasswordSignAPersonIn(String adapter) {
    try (PublicClient app = client(adapter)) {
      TokenResult tokens = signIn(app);

      assertThat(tokens.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(tokens.idTokenClaims().orElseThrow().preferredUsername())
          .contains(KeycloakRealm.USER);
      assertThat(app.accounts()).containsExactly(tokens.account().orElseThrow());
      assertThat(app.acquireSilently(silently(tokens)).source()).isEqualTo(TokenSource.CACHE);
    }
  }

  private static void isInvalidGrant(TokenException e) {
    assertThat(e.error().orElseThrow().code()).isEqualTo(OAuthErrorCode.INVALID_GRANT);
  }

  private static SilentRequest silently(TokenResult tokens) {
    return SilentRequest.of(EMAIL, tokens.account().orElseThrow());
  }

  @Test
  void aWrongPasswordIsRefused() {
    try (PublicClient app = client("apache")) {
      assertThatExceptionOfType(TokenException.class)
          .isThrownBy(() -> app.acquireByPassword(password("guessed")))
          .satisfies(KeycloakPeopleIT::isInvalidGrant);
      assertThat(app.accounts()).isEmpty();
    }
  }

  @Test
  void whoeverLacksTheRoleGetsNoOfflineTokenButAnOnlineOne() {
    PasswordRequest wanted =
        PasswordRequest.of(
            EMAIL, KeycloakRealm.ONLINE_USER, Passphrase.from(KeycloakRealm.PASSWORD::toCharArray));
    try (PublicClient app = client("apache")) {
      assertThatExceptionOfType(TokenException.class)
          .isThrownBy(() -> app.acquireByPassword(wanted))
          .satisfies(
              e -> assertThat(e.error().orElseThrow().code().value()).isEqualTo("not_allowed"));
    }
    try (PublicClient app =
        client()
            .excludeScopes(List.of("offline_access"))
            .httpProvider("apache")
            .http(settings())
            .build()) {
      TokenResult tokens = app.acquireByPassword(wanted);
      assertThat(app.acquireSilently(silently(tokens).forceRefresh(true)).source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
  }

  @Test
  void eachRefreshUsesTheTokenThatTheLastOneBrought() {
    try (PublicClient app = client("apache")) {
      TokenResult tokens = signIn(app);
      Secret before = tokens.accessToken();
      for (int round = 0; round < 4; round++) {
        TokenResult next = app.acquireSilently(silently(tokens).forceRefresh(true));
        assertThat(next.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
        assertThat(next.accessToken()).isNotEqualTo(before);
        before = next.accessToken();
      }
    }
  }

  @Test
  void aRefreshTokenThatSomebodyElseHasUsedEndsTheSignIn() {
    AtomicReference<String> refreshToken = new AtomicReference<>("");
    try (HttpTransport real = open();
        PublicClient app = overheard(real, refreshToken);
        PublicClient thief = client("jdk")) {
      TokenResult tokens = signIn(app);
      RefreshTokenRequest stolen = RefreshTokenRequest.of(EMAIL, Secret.of(refreshToken.get()));
      assertThat(thief.importRefreshToken(stolen).hasAccessToken()).isTrue();

      assertThatExceptionOfType(InteractionRequiredException.class)
          .isThrownBy(() -> app.acquireSilently(silently(tokens).forceRefresh(true)))
          .satisfies(KeycloakPeopleIT::isInvalidGrant);
      assertThatExceptionOfType(TokenException.class)
          .isThrownBy(() -> thief.importRefreshToken(stolen))
          .satisfies(KeycloakPeopleIT::isInvalidGrant);
    }
  }

  @Test
  void anIdTokenForAnotherClientIsNotKept() {
    assertRefused(IdTokenException.Reason.AUDIENCE, "web", realm());
  }

  @Test
  void anIdTokenOfAnotherIssuerIsNotKept() {
    // Keycloak names itself as it was called.
    URI other = URI.create(realm().toString().replace("localhost", "127.0.0.1"));
    assertRefused(IdTokenException.Reason.ISSUER, "desktop", other);
  }

  // What another client or issuer was answered is passed on as if it were the answer to ours.
  private void assertRefused(IdTokenException.Reason reason, String otherClient, URI otherRealm) {
    try (HttpTransport real = open();
        PublicClient app =
            client()
                .http(
                    (request, deadline, cancellation) ->
                        real.send(
                            isTokenRequest(request)
                                ? retold(request, otherClient, otherRealm)
                                : request,
                            deadline,
                            cancellation))
                .build()) {
      assertThatExceptionOfType(IdTokenException.class)
          .isThrownBy(() -> signIn(app))
          .returns(reason, IdTokenException::reason);
      assertThat(app.accounts()).isEmpty();
    }
  }

  private HttpRequest retold(HttpRequest request, String client, URI otherRealm) {
    String form = new String(request.body(), StandardCharsets.UTF_8);
    String other =
        form.replace(
            "client_id=desktop",
            client.equals("desktop")
                ? "client_id=desktop"
                : "client_id=" + client + "&client_secret=" + KeycloakRealm.WEB_SECRET);
    return HttpRequest.post(
        URI.create(request.uri().toString().replace(realm().toString(), otherRealm.toString())),
        request.headers(),
        other.getBytes(StandardCharsets.UTF_8));
  }

  // Nothing in the library hands out refresh tokens; who listens on the wire has them.
  private PublicClient overheard(HttpTransport real, AtomicReference<String> refreshToken) {
    return client()
        .http(
            (request, deadline, cancellation) -> {
              HttpResponse answer = real.send(request, deadline, cancellation);
              if (isTokenRequest(request)) {
                refreshToken.set(json(answer.bodyText()).getString("refresh_token", ""));
              }
              return answer;
            })
        .build();
  }

  private static boolean isTokenRequest(HttpRequest request) {
    return request.uri().getPath().endsWith("/token");
  }

  private HttpTransport open() {
    return ServiceLoader.load(HttpTransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(it -> it.name().equals("apache"))
        .findFirst()
        .orElseThrow()
        .open(settings());
  }

  private static JsonObject json(String text) {
    return Json.createReader(new StringReader(text)).readObject();
  }

  private Run run(Map<String, String> variables, String flow, String... more) {
    return Run.with(
        variables,
        Stream.concat(
                Stream.of(
                    "token",
                    flow,
                    "--client-id",
                    "desktop",
                    "--scope",
                    "email",
                    "--oidc-authority",
                    realm().toString(),
                    "--ca-file",
                    peer.keycloak().certificate().toString()),
                Stream.of(more))
            .toArray(String[]::new));
  }

  @Test
  void theCommandSignsInByNameAndPassword() {
    Run run =
        run(
            Map.of("WORD", KeycloakRealm.PASSWORD),
            "password",
            "--username",
            KeycloakRealm.USER,
            "--password-env",
            "WORD");

    assertThat(run.code()).as(run.err()).isZero();
    assertThat(json(run.out()).getJsonObject("account").getString("username"))
        .isEqualTo(KeycloakRealm.USER);
    assertThat(run.out() + run.err()).doesNotContain(KeycloakRealm.PASSWORD);
  }

  @Test
  void theCommandTellsThatThePasswordIsWrong() {
    Run run =
        run(
            Map.of("WORD", "wrong and private"),
            "password",
            "--username",
            KeycloakRealm.USER,
            "--password-env",
            "WORD");

    assertThat(run.code()).isIn(ExitCode.INTERACTION_REQUIRED, ExitCode.REJECTED);
    assertThat(run.err()).contains("invalid_grant").doesNotContain("wrong and private");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theCommandTakesARefreshTokenOnce() {
    AtomicReference<String> refreshToken = new AtomicReference<>("");
    try (HttpTransport real = open();
        PublicClient app = overheard(real, refreshToken)) {
      signIn(app);
    }
    Map<String, String> variables = Map.of("OLD", refreshToken.get());

    Run first = run(variables, "refresh-token", "--refresh-token-env", "OLD");
    assertThat(first.code()).as(first.err()).isZero();
    Run second = run(variables, "refresh-token", "--refresh-token-env", "OLD");
    assertThat(second.code()).isIn(ExitCode.INTERACTION_REQUIRED, ExitCode.REJECTED);
    assertThat(first.err() + second.err()).doesNotContain(refreshToken.get());
  }
}
