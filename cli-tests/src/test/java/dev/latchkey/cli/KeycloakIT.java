package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.http.Trust;
import jakarta.json.Json;
import jakarta.json.JsonObject;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Library and command line against a real Keycloak, with both HTTP adapters. */
@Tag("real-peer")
@ExtendWith(KeycloakExtension.class)
class KeycloakIT {

  private static final String REALM = KeycloakRealm.NAME;
  private static final Map<String, String> SECRETS = KeycloakRealm.SECRETS;
  private static final ClientRequest EMAIL = ClientRequest.of("email");

  private final Keycloak keycloak;

  KeycloakIT(KeycloakExtension.Peer peer) {
    this.keycloak = peer.keycloak();
  }

  static Stream<Arguments> clientsAndAdapters() {
    return SECRETS.keySet().stream()
        .sorted()
        .flatMap(id -> adapters().map(adapter -> Arguments.of(id, adapter)));
  }

  static Stream<String> adapters() {
    return Stream.of("apache", "jdk");
  }

  private HttpSettings settings() {
    return HttpSettings.defaults().trust(Trust.caFile(keycloak.certificate()));
  }

  private ConfidentialClient.Builder client(String id, String secret) {
    return ConfidentialClient.builder(id, ClientCredential.secret(secret))
        .authority(Authority.oidc(keycloak.realm(REALM)));
  }

  @ParameterizedTest
  @MethodSource("clientsAndAdapters")
  void libraryGetsATokenOnceAndThenFromTheCache(String id, String adapter) {
    List<TokenEvent> events = new CopyOnWriteArrayList<>();
    try (ConfidentialClient app =
        client(id, SECRETS.get(id))
            .httpProvider(adapter)
            .http(settings())
            .eventSink(events::add)
            .build()) {
      TokenResult first = app.acquireForClient(EMAIL);
      TokenResult second = app.acquireForClient(EMAIL);

      assertThat(first.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(first.httpCalls()).isEqualTo(2);
      assertThat(first.scopes().values()).contains("email");
      assertThat(Duration.between(Instant.now(), first.expiresAt()))
          .isBetween(Duration.ofMinutes(55), Duration.ofMinutes(60));
      assertThat(second.source()).isEqualTo(TokenSource.CACHE);
      assertThat(second.accessToken()).isEqualTo(first.accessToken());
    }
    // Closing waits for what was not told yet.
    assertThat(events).extracting(TokenEvent::httpCalls).containsExactly(2, 0);
  }

  @ParameterizedTest
  @MethodSource("clientsAndAdapters")
  void libraryGetsATokenWithTheSecretInTheHeader(String id, String adapter) {
    List<HttpRequest> sent = new CopyOnWriteArrayList<>();
    try (HttpTransport real = open(adapter);
        ConfidentialClient app =
            client(id, SECRETS.get(id))
                .http(
                    (request, deadline, cancellation) -> {
                      sent.add(request);
                      return basicOnly(real.send(request, deadline, cancellation));
                    })
                .build()) {
      assertThat(app.acquireForClient(EMAIL).source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);

      HttpRequest exchange = sent.get(sent.size() - 1);
      assertThat(exchange.headers().first("authorization").orElse("")).startsWith("Basic ");
      assertThat(new String(exchange.body(), StandardCharsets.UTF_8))
          .doesNotContain("client_secret");
    }
  }

  private HttpTransport open(String adapter) {
    return ServiceLoader.load(HttpTransportProvider.class).stream()
        .map(ServiceLoader.Provider::get)
        .filter(it -> it.name().equals(adapter))
        .findFirst()
        .orElseThrow()
        .open(settings());
  }

  // Keycloak always offers both ways; with one of them hidden the client has to take the other.
  private static HttpResponse basicOnly(HttpResponse answer) {
    String text = answer.bodyText();
    return text.contains("token_endpoint_auth_methods_supported")
        ? HttpResponse.of(
            answer.status(),
            answer.headers(),
            text.replace("\"client_secret_post\"", "\"hidden\"").getBytes(StandardCharsets.UTF_8))
        : answer;
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void libraryTellsThatTheSecretIsWrong(String adapter) {
    try (ConfidentialClient app =
        client("plain", "not-" + SECRETS.get("plain"))
            .httpProvider(adapter)
            .http(settings())
            .build()) {
      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> app.acquireForClient(EMAIL))
          .satisfies(
              e -> {
                assertThat(e.error().orElseThrow().code())
                    .isIn(OAuthErrorCode.UNAUTHORIZED_CLIENT, OAuthErrorCode.INVALID_CLIENT);
                assertThat(e.status()).hasValue(401);
                assertThat(e.correlationId()).isPresent();
                assertThat(e.isTransient()).isFalse();
              });
    }
  }

  private Run command(String id, String secret, String adapter) {
    return Run.with(
        Map.of("APP_SECRET", secret),
        "token",
        "client-credentials",
        "--client-id",
        id,
        "--secret-env",
        "APP_SECRET",
        "--scope",
        "email",
        "--oidc-authority",
        keycloak.realm(REALM).toString(),
        "--ca-file",
        keycloak.certificate().toString(),
        "--http",
        adapter);
  }

  @ParameterizedTest
  @MethodSource("clientsAndAdapters")
  void commandLineGetsAToken(String id, String adapter) {
    Run run = command(id, SECRETS.get(id), adapter);

    assertThat(run.code()).as(run.err()).isZero();
    JsonObject token = Json.createReader(new StringReader(run.out())).readObject();
    assertThat(token.getString("access_token")).matches("[\\w-]+\\.[\\w-]+\\.[\\w-]+");
    assertThat(token.getString("source")).isEqualTo("identity_provider");
    assertThat(run.out() + run.err()).doesNotContain(SECRETS.get(id));
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void commandLineTellsThatTheSecretIsWrong(String adapter) {
    Run run = command("special", "wrong and private", adapter);

    assertThat(run.code()).isEqualTo(4);
    assertThat(run.out()).isEmpty();
    assertThat(run.err()).contains("_client").doesNotContain("wrong and private");
  }

  @ParameterizedTest
  @MethodSource("adapters")
  void doctorFindsTheAuthority(String adapter) {
    Run run =
        Run.of(
            "doctor",
            "--oidc-authority",
            keycloak.realm(REALM).toString(),
            "--ca-file",
            keycloak.certificate().toString(),
            "--http",
            adapter);

    assertThat(run.out()).containsPattern("ok +authority .*has metadata");
  }
}
