package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.extension.ExtendWith;

/** A person with a real browser on the pages of a real Keycloak. */
@Tag("real-peer")
@Timeout(60)
@ExtendWith(KeycloakExtension.class)
class KeycloakSignInIT {

  private static final List<String> EMAIL = List.of("email");

  private static Chromium chromium;

  private final KeycloakExtension.Peer peer;
  private final CompletableFuture<String> answer = new CompletableFuture<>();
  private HttpServer landing;
  private Chromium.Window window;

  KeycloakSignInIT(KeycloakExtension.Peer peer) {
    this.peer = peer;
  }

  @BeforeAll
  static void startDriver() throws IOException {
    assumeTrue(Chromium.isInstalled(), Chromium.MISSING);
    chromium = Chromium.start();
  }

  @AfterAll
  static void stopDriver() {
    if (chromium != null) {
      chromium.close();
    }
  }

  @BeforeEach
  void open() throws IOException {
    landing = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    landing.createContext(
        "/done",
        exchange -> {
          exchange.sendResponseHeaders(204, -1);
          exchange.close();
          answer.complete(exchange.getRequestURI().getRawQuery());
        });
    landing.start();
    window = chromium.open();
  }

  @AfterEach
  void close() {
    window.close();
    landing.stop(0);
  }

  private ConfidentialClient client(String id) {
    return ConfidentialClient.builder(id, ClientCredential.secret(KeycloakRealm.WEB_SECRET))
        .authority(Authority.oidc(peer.keycloak().realm(KeycloakRealm.NAME)))
        .httpProvider("jdk")
        .http(HttpSettings.defaults().trust(Trust.caFile(peer.keycloak().certificate())))
        .build();
  }

  private PendingAuthCodeFlow begin(ConfidentialClient app) {
    PendingAuthCodeFlow flow =
        app.beginAuthCodeFlow(
            AuthCodeFlowRequest.of(EMAIL)
                .redirectUri(
                    URI.create("http://127.0.0.1:" + landing.getAddress().getPort() + "/done")));
    window.go(flow.authUri());
    return flow;
  }

  private void enter(String password) {
    window.type("#username", KeycloakRealm.USER).type("#password", password).click("#kc-login");
  }

  private TokenResult complete(ConfidentialClient app, PendingAuthCodeFlow flow) throws Exception {
    return app.completeAuthCodeFlow(
        flow.saved().reveal(), AuthResponse.ofQuery(answer.get(20, TimeUnit.SECONDS)));
  }

  @Test
  void signsInAndStaysSignedIn() throws Exception {
    try (ConfidentialClient app = client("web")) {
      PendingAuthCodeFlow flow = begin(app);
      enter(KeycloakRealm.PASSWORD);
      TokenResult tokens = complete(app, flow);

      assertThat(tokens.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
      assertThat(tokens.idTokenClaims().orElseThrow().preferredUsername())
          .contains(KeycloakRealm.USER);
      SilentRequest again = SilentRequest.of(EMAIL, tokens.account().orElseThrow());
      assertThat(app.acquireSilently(again).source()).isEqualTo(TokenSource.CACHE);
      assertThat(app.acquireSilently(again.forceRefresh(true)).source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
  }

  @Test
  void letsThePersonTryAgainAfterAWrongPassword() throws Exception {
    try (ConfidentialClient app = client("web")) {
      PendingAuthCodeFlow flow = begin(app);
      enter("guessed");
      assertThat(window.text("#input-error-username")).isNotBlank();
      assertThat(answer).isNotDone();

      window.type("#password", KeycloakRealm.PASSWORD).click("#kc-login");
      assertThat(complete(app, flow).hasAccessToken()).isTrue();
    }
  }

  @Test
  void tellsThatThePersonDidNotAgree() throws Exception {
    try (ConfidentialClient app = client("asking")) {
      PendingAuthCodeFlow flow = begin(app);
      enter(KeycloakRealm.PASSWORD);
      window.click("#kc-cancel");

      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> complete(app, flow))
          .satisfies(
              e ->
                  assertThat(e.error().orElseThrow().code())
                      .isEqualTo(OAuthErrorCode.ACCESS_DENIED));
    }
  }
}
