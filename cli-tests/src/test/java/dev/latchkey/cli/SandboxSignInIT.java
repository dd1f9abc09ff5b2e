package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.request.SignInPages;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
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
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * A real browser at the sandbox's pages comes back to this machine, where the library or the
 * command waits.
 */
@Tag("real-peer")
@Timeout(120)
class SandboxSignInIT {

  private static final String MIRA = "mira@contoso.example";
  private static final String SAM = "sam@contoso.example";
  private static final List<String> SCOPES = List.of("User.Read");
  private static final String ACCEPT = "button[value=accept]";
  private static final String DECLINE = "button[value=decline]";
  // Not just main: the page before has one, too.
  private static final String CONSENT = "main:has(input[value=consent])";

  private static Chromium chromium;

  @TempDir private Path folder;
  private Sandbox sandbox;
  private PublicClient app;
  private Chromium.Window window;

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
    sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder("desktop")
                    .publicClient(true)
                    .redirectUri("http://localhost")
                    .build())
            .user(SandboxUser.builder(MIRA).build())
            .user(SandboxUser.builder(SAM).consented(false).build())
            .start();
    sandbox.writeCertificateAuthority(folder.resolve("ca.pem"));
    app =
        PublicClient.builder("desktop")
            .authority(Authority.parse(authority()))
            .instanceDiscovery(false)
            .httpProvider("apache")
            .http(
                HttpSettings.defaults()
                    .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
            .build();
    window = chromium.open();
  }

  @AfterEach
  void close() {
    window.close();
    app.close();
    sandbox.close();
  }

  private String authority() {
    return sandbox.authority("9b8a7f6e-5d4c-4b3a-a291-665544332211").toString();
  }

  private static InteractiveRequest request() {
    return InteractiveRequest.of(SCOPES);
  }

  private InteractiveSignIn begin(InteractiveRequest request) {
    return InteractiveSignIn.begin(app, request);
  }

  private static void enter(Chromium.Window window, String user, String password) {
    window.type("#username", user).type("#password", password).click(ACCEPT);
  }

  @ParameterizedTest
  @EnumSource(
      value = ResponseMode.class,
      names = {"QUERY", "FORM_POST"})
  void signsInAndStaysSignedIn(ResponseMode mode) throws Exception {
    InteractiveSignIn signIn =
        begin(
            request()
                .responseMode(mode)
                .pages(SignInPages.defaults().success("<p id=end>Good morning</p>")));
    window.go(signIn.address());
    enter(window, MIRA, "password");

    TokenResult tokens = signIn.tokens();
    assertThat(window.text("#end")).isEqualTo("Good morning");
    assertThat(window.uri().getRawQuery() == null).isEqualTo(mode == ResponseMode.FORM_POST);
    assertThat(tokens.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(tokens.account().orElseThrow().username()).isEqualTo(MIRA);
    assertThat(
            app.acquireSilently(SilentRequest.of(SCOPES, tokens.account().orElseThrow())).source())
        .isEqualTo(TokenSource.CACHE);
    signIn.assertThatNobodyListens();
  }

  @Test
  void letsThePersonTryAgainAfterAWrongPassword() throws Exception {
    InteractiveSignIn signIn = begin(request());
    window.go(signIn.address());
    enter(window, MIRA, "guessed");
    assertThat(window.text("[role=alert]")).isNotBlank();
    assertThat(signIn.result()).isNotDone();

    window.type("#password", "password").click(ACCEPT);
    assertThat(signIn.tokens().account().orElseThrow().username()).isEqualTo(MIRA);
  }

  @ParameterizedTest
  @EnumSource(
      value = ResponseMode.class,
      names = {"QUERY", "FORM_POST"})
  void tellsThatThePersonGaveUp(ResponseMode mode) throws Exception {
    InteractiveSignIn signIn =
        begin(
            request()
                .responseMode(mode)
                .pages(SignInPages.defaults().failure("<p id=end>Maybe later: $error</p>")));
    window.go(signIn.address()).click(DECLINE);

    signIn.assertThatItWasDeclined();
    assertThat(window.text("#end")).isEqualTo("Maybe later: access_denied");
  }

  @Test
  void takesNoForAnAnswerAndAsksForConsentAgain() throws Exception {
    InteractiveSignIn refused = begin(request());
    window.go(refused.address());
    enter(window, SAM, "password");
    assertThat(window.text(CONSENT)).contains("User.Read");
    window.click(DECLINE);
    refused.assertThatItWasDeclined();

    InteractiveSignIn agreed = begin(request());
    window.go(agreed.address());
    assertThat(window.text(CONSENT)).contains("User.Read");
    window.click(ACCEPT);
    assertThat(agreed.tokens().account().orElseThrow().username()).isEqualTo(SAM);
  }

  @Test
  void keepsTwoPeopleApartWhoSignInAtOnce() throws Exception {
    InteractiveSignIn first = begin(request());
    InteractiveSignIn second = begin(request().responseMode(ResponseMode.QUERY));
    try (Chromium.Window other = chromium.open()) {
      window.go(first.address());
      other.go(second.address());
      enter(other, SAM, "password");
      other.click(ACCEPT);
      assertThat(second.tokens().account().orElseThrow().username()).isEqualTo(SAM);
      assertThat(first.result()).isNotDone();

      enter(window, MIRA, "password");
      assertThat(first.tokens().account().orElseThrow().username()).isEqualTo(MIRA);
    }
    assertThat(app.accounts()).hasSize(2);
  }

  @Test
  void givesUpWhenTheWindowWasClosed() throws Exception {
    InteractiveSignIn signIn = begin(request().timeout(Duration.ofSeconds(3)));
    chromium.open().go(signIn.address()).quit();

    assertThat(signIn.failure(TransportException.class).reason())
        .isEqualTo(TransportException.Reason.TIMED_OUT);
    signIn.assertThatNobodyListens();
    assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isZero();
  }

  @Test
  void endsWhenTheProgramNoLongerWantsIt() throws Exception {
    InteractiveSignIn signIn = begin(request());
    window.go(signIn.address());
    assertThat(window.text("label[for=password]")).isEqualTo("Password");
    signIn.giveUp().cancel();

    assertThat(signIn.failure(CancelledException.class)).isNotNull();
    signIn.assertThatNobodyListens();
    assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isZero();
  }

  @ParameterizedTest
  @EnumSource(
      value = ResponseMode.class,
      names = {"QUERY", "FORM_POST"})
  void theCommandPrintsTheToken(ResponseMode mode) throws Exception {
    BrowserProgram browser = BrowserProgram.in(folder);
    CompletableFuture<Run> command = command(browser, mode);
    window.go(browser.address(command));
    enter(window, MIRA, "password");

    Run run = command.get(60, TimeUnit.SECONDS);
    assertThat(run.code()).as(run.err()).isZero();
    assertThat(run.out()).contains("\"access_token\"", MIRA);
    assertThat(window.text("body")).isNotBlank();
  }

  @Test
  void theCommandTellsThatThePersonGaveUp() throws Exception {
    BrowserProgram browser = BrowserProgram.in(folder);
    CompletableFuture<Run> command = command(browser, ResponseMode.FORM_POST);
    window.go(browser.address(command)).click(DECLINE);

    Run run = command.get(60, TimeUnit.SECONDS);
    assertThat(run.code()).isEqualTo(ExitCode.REJECTED);
    assertThat(run.err()).contains("access_denied");
    assertThat(run.out()).isEmpty();
  }

  @Test
  void theDemonstrationOpensABrowserWhenAsked() throws Exception {
    BrowserProgram browser = BrowserProgram.in(folder);
    CompletableFuture<Run> command =
        Beside.test(() -> Run.of("demo", "--browser", browser.toString()));
    window.go(browser.address(command));
    enter(window, "mira@contoso.onmicrosoft.com", "password");

    Run run = command.get(60, TimeUnit.SECONDS);
    assertThat(run.code()).as(run.out()).isZero();
    assertThat(run.out()).contains("you came back to a loopback port");
    assertThat(run.err()).contains("sign in as mira@contoso.onmicrosoft.com");
  }

  private CompletableFuture<Run> command(BrowserProgram browser, ResponseMode mode) {
    return Beside.test(
        () ->
            Run.of(
                "token",
                "interactive",
                "--client-id",
                "desktop",
                "--scope",
                "User.Read",
                "--authority",
                authority(),
                "--no-instance-discovery",
                "--ca-file",
                folder.resolve("ca.pem").toString(),
                "--response-mode",
                mode.parameter(),
                "--browser",
                browser.toString()));
  }
}
