package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.sun.net.httpserver.HttpServer;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthCodeRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.AuthorizationUrlRequest;
import dev.latchkey.application.request.EndSessionRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.IdTokenException;
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
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A person with a real browser on the pages of a real Keycloak. */
@Tag("real-peer")
@Timeout(180)
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
    landing.createContext(
        "/bye",
        exchange -> {
          byte[] page = "<!doctype html><p id=bye>Good bye".getBytes(StandardCharsets.UTF_8);
          exchange.getResponseHeaders().set("Content-Type", "text/html");
          exchange.sendResponseHeaders(200, page.length);
          exchange.getResponseBody().write(page);
          exchange.close();
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
    enter(window, KeycloakRealm.USER, password);
  }

  private static void enter(Chromium.Window window, String user, String password) {
    window.type("#username", user).type("#password", password).click("#kc-login");
  }

  private PublicClient desktop() {
    return PublicClient.builder("desktop")
        .authority(Authority.oidc(peer.keycloak().realm(KeycloakRealm.NAME)))
        .httpProvider("apache")
        .http(HttpSettings.defaults().trust(Trust.caFile(peer.keycloak().certificate())))
        .build();
  }

  private TokenResult complete(ConfidentialClient app, PendingAuthCodeFlow flow) throws Exception {
    return app.completeAuthCodeFlow(
        flow.saved().reveal(), AuthResponse.ofQuery(answer.get(60, TimeUnit.SECONDS)));
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
      window.click("[name=cancel]");

      assertThatExceptionOfType(ServiceException.class)
          .isThrownBy(() -> complete(app, flow))
          .satisfies(
              e ->
                  assertThat(e.error().orElseThrow().code())
                      .isEqualTo(OAuthErrorCode.ACCESS_DENIED));
    }
  }

  @Test
  void doesNotKeepATokenOfAnotherSignIn() throws Exception {
    try (ConfidentialClient app = client("web")) {
      URI redirect = URI.create("http://127.0.0.1:" + landing.getAddress().getPort() + "/done");
      window.go(
          app.authorizationUrl(
              AuthorizationUrlRequest.of(EMAIL)
                  .redirectUri(redirect)
                  .state("s1")
                  .nonce("of-this-sign-in")));
      enter(KeycloakRealm.PASSWORD);
      Secret code = AuthResponse.ofQuery(answer.get(60, TimeUnit.SECONDS)).code().orElseThrow();

      assertThatExceptionOfType(IdTokenException.class)
          .isThrownBy(
              () ->
                  app.redeemCode(
                      AuthCodeRequest.of(code, EMAIL)
                          .redirectUri(redirect)
                          .nonce("of-another-sign-in")))
          .returns(IdTokenException.Reason.NONCE, IdTokenException::reason);
      assertThat(app.accounts()).isEmpty();
    }
  }

  @Test
  void signsOutHereAndThere() throws Exception {
    try (ConfidentialClient app = client("web")) {
      PendingAuthCodeFlow flow = begin(app);
      enter(KeycloakRealm.PASSWORD);
      TokenResult tokens = complete(app, flow);

      app.removeAccount(tokens.account().orElseThrow());
      window.go(
          app.endSessionUri(
              EndSessionRequest.create()
                  .idTokenHint(tokens.idToken().orElseThrow())
                  .postLogoutRedirectUri(
                      URI.create("http://127.0.0.1:" + landing.getAddress().getPort() + "/bye"))));
      assertThat(window.text("#bye")).isEqualTo("Good bye");

      assertThat(app.accounts()).isEmpty();
      begin(app);
      assertThat(window.text("label[for=password]")).isEqualTo("Password");
    }
  }

  @ParameterizedTest
  @EnumSource(
      value = ResponseMode.class,
      names = {"QUERY", "FORM_POST"})
  void signsInAtThisMachine(ResponseMode mode) throws Exception {
    try (PublicClient app = desktop()) {
      InteractiveSignIn signIn =
          InteractiveSignIn.begin(app, InteractiveRequest.of(EMAIL).responseMode(mode));
      window.go(signIn.address());
      enter("guessed");
      assertThat(window.text("#input-error-username")).isNotBlank();
      assertThat(signIn.result()).isNotDone();

      window.type("#password", KeycloakRealm.PASSWORD).click("#kc-login");
      assertThat(signIn.tokens().account().orElseThrow().username()).isEqualTo(KeycloakRealm.USER);
      signIn.assertThatNobodyListens();
    }
  }

  @Test
  void theProgramAtThisMachineLearnsThatThePersonDidNotAgree() throws Exception {
    try (ConfidentialClient app = client("asking")) {
      InteractiveSignIn signIn = InteractiveSignIn.begin(app, InteractiveRequest.of(EMAIL));
      window.go(signIn.address());
      enter(KeycloakRealm.PASSWORD);
      window.click("[name=cancel]");

      signIn.assertThatItWasDeclined();
    }
  }

  @Test
  void keepsTwoPeopleApartWhoSignInAtOnce() throws Exception {
    try (PublicClient app = desktop();
        Chromium.Window other = chromium.open()) {
      InteractiveSignIn first = InteractiveSignIn.begin(app, InteractiveRequest.of(EMAIL));
      InteractiveSignIn second = InteractiveSignIn.begin(app, InteractiveRequest.of(EMAIL));
      window.go(first.address());
      other.go(second.address());
      enter(other, KeycloakRealm.OTHER_USER, KeycloakRealm.PASSWORD);
      assertThat(second.tokens().account().orElseThrow().username())
          .isEqualTo(KeycloakRealm.OTHER_USER);
      assertThat(first.result()).isNotDone();

      enter(KeycloakRealm.PASSWORD);
      assertThat(first.tokens().account().orElseThrow().username()).isEqualTo(KeycloakRealm.USER);
    }
  }

  @Test
  void theCommandPrintsTheToken(@TempDir Path folder) throws Exception {
    BrowserProgram browser = BrowserProgram.in(folder);
    CompletableFuture<Run> command =
        Beside.test(
            () ->
                Run.of(
                    "token",
                    "interactive",
                    "--client-id",
                    "desktop",
                    "--scope",
                    "email",
                    "--oidc-authority",
                    peer.keycloak().realm(KeycloakRealm.NAME).toString(),
                    "--ca-file",
                    peer.keycloak().certificate().toString(),
                    "--browser",
                    browser.toString()));
    window.go(browser.address(command));
    enter(KeycloakRealm.PASSWORD);

    Run run = command.get(60, TimeUnit.SECONDS);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"access_token\"", KeycloakRealm.USER);
  }
}
