package dev.latchkey.cli;

import static com.github.tomakehurst.wiremock.client.WireMock.aResponse;
import static com.github.tomakehurst.wiremock.client.WireMock.any;
import static com.github.tomakehurst.wiremock.client.WireMock.anyUrl;
import static com.github.tomakehurst.wiremock.client.WireMock.post;
import static com.github.tomakehurst.wiremock.client.WireMock.postRequestedFor;
import static com.github.tomakehurst.wiremock.client.WireMock.urlPathMatching;
import static com.github.tomakehurst.wiremock.core.WireMockConfiguration.options;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import com.github.tomakehurst.wiremock.WireMockServer;
import com.github.tomakehurst.wiremock.client.ResponseDefinitionBuilder;
import com.github.tomakehurst.wiremock.http.Fault;
import com.github.tomakehurst.wiremock.stubbing.Scenario;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.application.request.ThrottlePolicy;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.net.URI;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** A real Keycloak behind a proxy that resets, cuts, drips, garbles and refuses. N-06, N-07. */
@Tag("real-peer")
@ExtendWith(KeycloakExtension.class)
class KeycloakFaultsIT {

  private static final String TOKEN = "/realms/.+/protocol/openid-connect/token";
  private static final ClientRequest EMAIL = ClientRequest.of("email");

  private final Keycloak keycloak;
  private final WireMockServer proxy;

  KeycloakFaultsIT(KeycloakExtension.Peer peer) {
    this.keycloak = peer.keycloak();
    // It shows Keycloak's own certificate, so that clients believe it.
    this.proxy =
        new WireMockServer(
            options()
                .bindAddress("127.0.0.1")
                .httpDisabled(true)
                .dynamicHttpsPort()
                .trustAllProxyTargets(true)
                .keystoreType("PKCS12")
                .keystorePath(peer.folder().resolve("keycloak.p12").toString())
                .keystorePassword(Keycloak.STORE_WORD)
                .keyManagerPassword(Keycloak.STORE_WORD));
  }

  @BeforeEach
  void start() {
    proxy.start();
    URI realm = keycloak.realm(KeycloakRealm.NAME);
    proxy.stubFor(
        any(anyUrl())
            .atPriority(10)
            .willReturn(aResponse().proxiedFrom("https://localhost:" + realm.getPort())));
  }

  @AfterEach
  void stop() {
    proxy.stop();
  }

  private HttpSettings settings() {
    HostAndPort there = new HostAndPort("localhost", keycloak.realm(KeycloakRealm.NAME).getPort());
    return HttpSettings.defaults()
        .trust(Trust.caFile(keycloak.certificate()))
        .connectTo(Map.of(there, new HostAndPort("127.0.0.1", proxy.httpsPort())));
  }

  private ConfidentialClient.Builder client() {
    return ConfidentialClient.builder(
            "plain", ClientCredential.secret(KeycloakRealm.SECRETS.get("plain")))
        .authority(Authority.oidc(keycloak.realm(KeycloakRealm.NAME)))
        .httpProvider("apache")
        .http(settings());
  }

  private void answers(ResponseDefinitionBuilder... answers) {
    String state = Scenario.STARTED;
    for (int i = 0; i < answers.length; i++) {
      String next = "after " + (i + 1);
      proxy.stubFor(
          post(urlPathMatching(TOKEN))
              .inScenario("faults")
              .whenScenarioStateIs(state)
              .willReturn(answers[i])
              .willSetStateTo(next));
      state = next;
    }
  }

  private int tokenRequests() {
    return proxy.findAll(postRequestedFor(urlPathMatching(TOKEN))).size();
  }

  static Stream<Arguments> faults() {
    return Stream.of(
        Arguments.of("reset", aResponse().withFault(Fault.CONNECTION_RESET_BY_PEER)),
        Arguments.of("empty", aResponse().withFault(Fault.EMPTY_RESPONSE)),
        Arguments.of("garbage", aResponse().withFault(Fault.RANDOM_DATA_THEN_CLOSE)),
        Arguments.of("garbage in chunks", aResponse().withFault(Fault.MALFORMED_RESPONSE_CHUNK)));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("faults")
  void aBrokenAnswerIsTypedAndNotRepeatedAndTheNextCallGetsItsToken(
      String name, ResponseDefinitionBuilder fault) {
    answers(fault);
    try (ConfidentialClient app = client().build()) {
      TransportException e =
          catchThrowableOfType(TransportException.class, () -> app.acquireForClient(EMAIL));
      assertThat(e).as(name).isNotNull();
      assertThat(e.reason())
          .isIn(TransportException.Reason.INTERRUPTED, TransportException.Reason.MALFORMED);
      assertThat(e.attempts()).isEqualTo(1);
      assertThat(e.httpCalls()).isEqualTo(2);
      assertThat(tokenRequests()).isEqualTo(1);
      assertThat(app.acquireForClient(EMAIL).httpCalls()).isEqualTo(1);
    }
  }

  @Test
  void aDrippedAnswerEndsAtTheDeadline() {
    answers(
        aResponse()
            .withBody("{\"access_token\":\"" + "x".repeat(2000) + "\"}")
            .withChunkedDribbleDelay(100, 60_000));
    try (ConfidentialClient app =
        client().http(settings().timeout(Duration.ofSeconds(3))).build()) {
      long start = System.nanoTime();
      TransportException e =
          catchThrowableOfType(TransportException.class, () -> app.acquireForClient(EMAIL));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(2700), Duration.ofMillis(3600));
      assertThat(e.reason()).isEqualTo(TransportException.Reason.TIMED_OUT);
      assertThat(app.acquireForClient(EMAIL).accessToken().length()).isPositive();
    }
  }

  @Test
  void sequencesOfRefusalsAreOvercomeByPatience() {
    answers(
        aResponse().withStatus(503),
        aResponse().withStatus(429).withHeader("Retry-After", "1"),
        aResponse().withStatus(502).withBody("<html>Bad Gateway</html>"));
    RetryPolicy patient =
        RetryPolicy.managedIdentity().statuses(Set.of(429, 502, 503)).delay(Duration.ofMillis(200));
    try (ConfidentialClient app = client().retry(patient).build()) {
      var token = app.acquireForClient(EMAIL);
      assertThat(token.httpCalls()).isEqualTo(5);
      assertThat(token.waited()).isBetween(Duration.ofMillis(1300), Duration.ofMillis(1700));
    }
  }

  @Test
  void aRefusalThatNamesATimeIsRespected() {
    answers(
        aResponse()
            .withStatus(429)
            .withHeader("Retry-After", "600")
            .withBody("{\"error\":\"temporarily_unavailable\"}"));
    try (ConfidentialClient app = client().build()) {
      TokenException first =
          catchThrowableOfType(ServiceException.class, () -> app.acquireForClient(EMAIL));
      TokenException again =
          catchThrowableOfType(ServiceException.class, () -> app.acquireForClient(EMAIL));
      assertThat(first.isReplayed()).isFalse();
      assertThat(again.isReplayed()).isTrue();
      assertThat(again.error()).isEqualTo(first.error());
      assertThat(tokenRequests()).isEqualTo(1);
    }
    try (ConfidentialClient app =
        client().resilience(ResiliencePolicy.standard().throttle(ThrottlePolicy.none())).build()) {
      assertThat(app.acquireForClient(EMAIL).accessToken().length()).isPositive();
    }
  }
}
