package dev.latchkey.examples.webapp;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.examples.Visitor;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxUser;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** People who sign in to the example, without a browser: the forms are walked by hand. */
@Tag("S-138")
@Timeout(60)
class WebAppTest {

  private static final String MIRA = "mira@contoso.example";
  private static final String SAM = "sam@contoso.example";
  private static final Map<String, String> NO = Map.of("decision", "decline");
  private static final Map<String, String> YES = Map.of("decision", "accept");

  private final SandboxClock clock = SandboxClock.at(Instant.parse("2026-03-02T08:00:00Z"));
  private Sandbox sandbox;
  private Visitor visitor;

  @BeforeEach
  void open() {
    sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(WebApp.registration())
            .user(person(MIRA).displayName("Mira <b>Quist</b> & Co").build())
            .user(person(SAM).displayName("Sam").consented(false).build())
            .start();
    visitor = new Visitor(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static SandboxUser.Builder person(String name) {
    return SandboxUser.builder(name).homeTenant("contoso.onmicrosoft.com");
  }

  private static Map<String, String> word(String user, String password) {
    return Map.of("username", user, "password", password, "decision", "accept");
  }

  private Visitor begin(WebApp web) {
    return visitor.open(web.uri()).press("/signin");
  }

  @ParameterizedTest
  @EnumSource(
      value = ResponseMode.class,
      names = {"QUERY", "FORM_POST"})
  void signsInAndCallsTheApiWithATokenFromTheCache(ResponseMode mode) throws IOException {
    try (WebApp web = WebApp.start(sandbox, mode)) {
      begin(web).submit(word(MIRA, "password"));

      assertThat(visitor.uri()).isEqualTo(web.uri().resolve("/"));
      assertThat(visitor.text())
          .contains("You are Mira <b>Quist</b> & Co.", "The API answered 200:", "came from CACHE");
      int before = sandbox.requests().count(EndpointKind.TOKEN);
      assertThat(visitor.open(web.uri()).text()).contains("came from CACHE");
      assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isEqualTo(before).isEqualTo(1);
    }
  }

  @Test
  void letsThePersonTryAgainAfterAWrongPassword() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web).submit(word(MIRA, "guessed"));
      assertThat(visitor.uri().getPort()).isEqualTo(sandbox.uri().getPort());

      assertThat(visitor.submit(word(MIRA, "password")).text()).contains("You are Mira");
    }
  }

  @Test
  void takesNoForAnAnswer() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web).submit(word(SAM, "password"));
      assertThat(visitor.text()).contains("Orders.Read");
      visitor.submit(NO);
      assertThat(visitor.status()).isEqualTo(403);
      assertThat(visitor.text()).contains("did not agree");

      visitor.press("/signin").submit(YES);
      assertThat(visitor.text()).contains("You are Sam.");
    }
  }

  @Test
  void anAnswerIsGoodInItsOwnSessionAndOnce() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.QUERY)) {
      begin(web).submit(word(MIRA, "password"));
      URI answer = web.uri().resolve(Site.REDIRECT_PATH + "?code=stolen&state=of-another-sign-in");

      Visitor stranger = new Visitor(sandbox).open(answer);
      assertThat(stranger.status()).isEqualTo(400);
      assertThat(stranger.text()).contains("unknown here");
      assertThat(visitor.open(answer).status()).isEqualTo(400);
      assertThat(visitor.open(web.uri()).text()).contains("You are Mira");
      assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isEqualTo(1);
    }
  }

  @Test
  void aTicketThatNobodyGaveIsWorthNothing() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      visitor.open(web.uri().resolve(Site.REDIRECT_PATH + "?answer=guessed"));

      assertThat(visitor.status()).isEqualTo(400);
      assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isZero();
    }
  }

  @Test
  void signsInAgainWhereTheApiDemandsIt() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web).submit(word(MIRA, "password"));
      // Tokens are dated in seconds: what is issued in the second of the revocation is still good.
      clock.advance(Duration.ofSeconds(1));
      WebApp.revoke(sandbox, MIRA);
      assertThat(visitor.open(web.uri()).text()).contains("sign in once more");

      visitor.press("/signin").submit(word(MIRA, "password"));
      assertThat(visitor.text()).contains("The API answered 200:");
      assertThat(sandbox.requests().to(EndpointKind.AUTHORIZATION))
          .anyMatch(
              it -> it.queryParameter("claims").filter(json -> json.contains("nbf")).isPresent());
    }
  }

  @Test
  void signsOutHereAndThere() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      begin(web).submit(word(MIRA, "password")).press("/signout");
      assertThat(visitor.uri()).isEqualTo(web.uri().resolve("/"));
      assertThat(visitor.text()).contains("Welcome");

      assertThat(visitor.press("/signin").text()).contains("Password");
    }
  }

  @Test
  void keepsTwoPeopleApart() throws IOException {
    try (WebApp web = WebApp.start(sandbox, ResponseMode.FORM_POST)) {
      Visitor other = new Visitor(sandbox).open(web.uri()).press("/signin");
      begin(web).submit(word(MIRA, "password"));
      other.submit(word(SAM, "password")).submit(YES);

      assertThat(other.text()).contains("You are Sam.", SAM).doesNotContain(MIRA);
      assertThat(visitor.open(web.uri()).text()).contains("Mira", MIRA).doesNotContain(SAM);
    }
  }
}
