package dev.latchkey.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.examples.webapp.WebApp;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxUser;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People with a real browser sign in to the example at the sandbox. */
@Tag("real-peer")
@Tag("S-138")
@Timeout(60)
class WebAppIT {

  private static final String MIRA = "mira@contoso.example";
  private static final String SAM = "sam@contoso.example";
  private static final String ACCEPT = "button[value=accept]";
  private static final String DECLINE = "button[value=decline]";
  private static final String CONSENT = "main:has(" + ACCEPT + "):not(:has(#password))";
  private static final String SIGN_IN = "form[action='/signin'] button";
  private static final String SIGN_OUT = "form[action='/signout'] button";

  private static Chromium chromium;

  private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-03-02T08:00:00Z"));
  private Sandbox sandbox;
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
  void open() {
    sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(WebApp.registration())
            .user(person(MIRA).displayName("Mira <b>Quist</b> & Co").build())
            .user(person(SAM).displayName("Sam").consented(false).build())
            .start();
    window = chromium.open();
  }

  @AfterEach
  void close() {
    window.close();
    sandbox.close();
  }

  private static SandboxUser.Builder person(String name) {
    return SandboxUser.builder(name).homeTenant("contoso.onmicrosoft.com");
  }

  private static void enter(Chromium.Window window, String user, String password) {
    window.type("#username", user).type("#password", password).click(ACCEPT);
  }

  private void begin(WebApp web) {
    window.go(web.uri()).click(SIGN_IN);
  }

  @ParameterizedTest
  @EnumSource(
      value = ResponseMode.class,
      names = {"QUERY", "FORM_POST"})
  void signsInAndCallsTheApiWithATokenFromTheCache(ResponseMode mode) throws IOException {
    try (WebApp web = WebApp.start(sandbox, mode)) {
      begin(web);
      enter(window, MIRA, "password");

      assertThat(window.text("#name")).isEqualTo("You are Mira <b>Quist</b> & Co.");
      assertThat(window.text("#api")).startsWith("The API answered 200:").contains(MIRA);
      assertThat(window.text("#source")).contains("CACHE");
      assertThat(window.uri()).isEqualTo(web.uri().resolve("/"));
      assertThat(window.readableCookies()).isEmpty();
      window.screenshot(Path.of("target", "screenshots", "signed-in-" + mode + ".png"));

      int before = sandbox.requests().count(EndpointKind.TOKEN);
      window.go(web.uri());
      assertThat(window.text("#source")).contains("CACHE");
      assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isEqualTo(before);
    }
  }

  @Test
  void letsThePersonTryAgainAfterAWrongPassword() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web);
      enter(window, MIRA, "guessed");
      assertThat(window.text("[role=alert]")).isNotBlank();
      assertThat(window.uri().getPort()).isEqualTo(sandbox.uri().getPort());

      window.type("#password", "password").click(ACCEPT);
      assertThat(window.text("#name")).contains("Mira");
    }
  }

  @Test
  void asksForConsentAndTakesNoForAnAnswer() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web);
      enter(window, SAM, "password");
      assertThat(window.text(CONSENT)).contains("Orders.Read");
      window.click(DECLINE);
      assertThat(window.text("#problem")).contains("did not agree");

      // Whoever declined is still signed in over there, and may think again.
      window.click(SIGN_IN);
      assertThat(window.text(CONSENT)).contains("Orders.Read");
      window.click(ACCEPT);
      assertThat(window.text("#name")).isEqualTo("You are Sam.");
    }
  }

  @Test
  void tellsThatThePersonGaveUp() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.QUERY)) {
      begin(web);
      window.click(DECLINE);

      assertThat(window.text("#problem")).contains("did not finish");
    }
  }

  @Test
  void signsInAgainWhereTheApiDemandsIt() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web);
      enter(window, MIRA, "password");
      assertThat(window.text("#api")).contains("200");

      // Tokens are dated in seconds: what is issued in the second of the revocation is still good.
      clock.advance(Duration.ofSeconds(1));
      WebApp.revoke(sandbox, MIRA);
      window.go(web.uri());
      assertThat(window.text("#more")).contains("sign in once more");
      window.screenshot(Path.of("target", "screenshots", "challenged.png"));

      window.click(SIGN_IN);
      enter(window, MIRA, "password");
      assertThat(window.text("#api")).startsWith("The API answered 200:");
      assertThat(sandbox.requests().to(EndpointKind.AUTHORIZATION))
          .anyMatch(
              it -> it.queryParameter("claims").filter(json -> json.contains("nbf")).isPresent());
    }
  }

  @Test
  void signsOutHereAndThere() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web);
      enter(window, MIRA, "password");
      window.click(SIGN_OUT);
      assertThat(window.text("main:has(" + SIGN_IN + ") h1")).isEqualTo("Welcome");

      window.click(SIGN_IN);
      assertThat(window.text("label[for=password]")).isEqualTo("Password");
    }
  }

  @Test
  void keepsTwoPeopleApartWhoSignInAtOnce() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST);
        Chromium.Window other = chromium.open()) {
      begin(web);
      other.go(web.uri()).click(SIGN_IN);
      enter(window, MIRA, "password");
      enter(other, SAM, "password");
      other.click(ACCEPT);

      assertThat(other.text("#name")).isEqualTo("You are Sam.");
      assertThat(other.text("#api")).contains(SAM);
      window.go(web.uri());
      assertThat(window.text("#name")).contains("Mira");
      assertThat(window.text("#api")).contains(MIRA).doesNotContain(SAM);
    }
  }
}
