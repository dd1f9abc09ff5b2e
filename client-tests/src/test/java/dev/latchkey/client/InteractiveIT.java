package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.Prompt;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.application.request.SignInPages;
import dev.latchkey.application.request.UiLaunch;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.SandboxRedirect;
import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.browser.Launch;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectCheck;
import dev.latchkey.spi.browser.RedirectListener;
import dev.latchkey.spi.browser.RedirectListeners;
import dev.latchkey.spi.tck.ManualTimeSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Signing in at this very machine, with a robot for a browser. */
@Timeout(60)
class InteractiveIT {

  private static final InteractiveRequest REQUEST = InteractiveRequest.of(Hotel.SCOPES);

  private final Hotel hotel = new Hotel();
  private final PublicClient client = hotel.client().build();

  @AfterEach
  void close() {
    client.close();
    hotel.close();
  }

  private static void requireFree(int port) throws IOException {
    new ServerSocket(port, 1, InetAddress.getLoopbackAddress()).close();
  }

  private static int port(Robot robot) {
    return URI.create(robot.address().get("redirect_uri")).getPort();
  }

  @Test
  @Tag("S-209")
  @Tag("S-211")
  @Tag("S-228")
  @Tag("W-17")
  void browserGoesOffAndComesBackWithTokens() throws IOException {
    Robot robot = Robot.signingIn(hotel);

    TokenResult result = client.acquireInteractively(REQUEST.browser(robot));

    robot.join();
    assertThat(result.hasAccessToken()).isTrue();
    assertThat(result.account().orElseThrow().username()).isEqualTo(Hotel.MIRA);
    assertThat(client.accounts()).hasSize(1);
    assertThat(robot.address())
        .containsEntry("response_mode", "form_post")
        .containsEntry("code_challenge_method", "S256")
        .containsKeys("nonce", "state")
        .doesNotContainKeys("prompt", "login_hint", "domain_hint", "claims", "max_age");
    assertThat(robot.address().get("redirect_uri")).matches("http://localhost:\\d+");
    assertThat(hotel.tokenRequest().formParameter("redirect_uri"))
        .contains(robot.address().get("redirect_uri"));
    requireFree(port(robot));
  }

  @Test
  @Tag("S-213")
  @Tag("S-214")
  @Tag("S-215")
  @Tag("S-216")
  @Tag("S-217")
  @Tag("S-220")
  @Tag("S-221")
  @Tag("W-17")
  void everyOptionIsInTheAddressAndClaimsInTheTokenRequestToo() {
    Robot robot = Robot.signingIn(hotel);
    String claims = "{\"access_token\":{\"nbf\":{\"essential\":true}}}";

    client.acquireInteractively(
        InteractiveRequest.of(List.of("User.Read"))
            .browser(robot)
            .prompt(Prompt.LOGIN)
            .loginHint(Hotel.MIRA)
            .domainHint("contoso.example")
            .claims(claims)
            .maxAge(Duration.ofHours(1))
            .extraScopesToConsent(List.of("https://other.example/Read"))
            .extraQueryParameters(Map.of("dc", "test")));

    robot.join();
    assertThat(robot.address())
        .containsEntry("prompt", "login")
        .containsEntry("login_hint", Hotel.MIRA)
        .containsEntry("domain_hint", "contoso.example")
        .containsEntry("claims", claims)
        .containsEntry("max_age", "3600")
        .containsEntry("dc", "test")
        .containsEntry(
            "scope", "User.Read https://other.example/Read offline_access openid profile");
    assertThat(hotel.tokenRequest().formParameter("scope"))
        .contains("User.Read offline_access openid profile");
    assertThat(hotel.tokenRequest().formParameter("claims")).contains(claims);
  }

  @Test
  @Tag("S-221")
  void signInThatIsTooOldIsRefused() {
    hotel
        .house
        .sandbox
        .applications()
        .change(
            House.CLIENT_ID,
            it ->
                it.idTokenClaim(
                    "auth_time",
                    ManualTimeSource.START.minus(Duration.ofHours(2)).getEpochSecond()));

    assertThatThrownBy(
            () ->
                client.acquireInteractively(
                    REQUEST.browser(Robot.signingIn(hotel)).maxAge(Duration.ofHours(1))))
        .isInstanceOf(IdTokenException.class);
  }

  @Test
  @Tag("S-218")
  void personWhoTakesTooLongIsNotWaitedFor() throws IOException {
    Robot robot = Robot.doing(hotel, (self, uri) -> {});
    long start = System.nanoTime();

    TransportException failure =
        catchThrowableOfType(
            TransportException.class,
            () ->
                client.acquireInteractively(REQUEST.browser(robot).timeout(Duration.ofSeconds(1))));

    assertThat(failure.reason()).isEqualTo(TransportException.Reason.TIMED_OUT);
    assertThat(Duration.ofNanos(System.nanoTime() - start))
        .isBetween(Duration.ofMillis(900), Duration.ofSeconds(5));
    requireFree(port(robot));
  }

  @Test
  @Tag("S-218")
  void withoutTimeoutThePersonIsWaitedForLongerThanAnyLives() {
    AtomicReference<Deadline> seen = new AtomicReference<>();
    try (PublicClient patient =
        hotel.client().browser(support(seen, url -> Launch.openedBy("nobody"))).build()) {
      assertThatThrownBy(() -> patient.acquireInteractively(REQUEST))
          .isInstanceOf(CancelledException.class);
    }
    assertThat(seen.get().total()).isGreaterThan(Duration.ofDays(30_000));
  }

  private static BrowserSupport support(AtomicReference<Deadline> seen, Browser browser) {
    RedirectListener listener =
        new RedirectListener() {
          @Override
          public URI redirectUri() {
            return URI.create("http://localhost:1");
          }

          @Override
          public RedirectAnswer await(
              RedirectCheck check, Deadline deadline, Cancellation cancellation) {
            seen.set(deadline);
            throw new CancelledException("seen enough");
          }

          @Override
          public void close() {}
        };
    return new BrowserSupport() {
      @Override
      public Browser browser() {
        return browser;
      }

      @Override
      public RedirectListeners redirectListeners() {
        return settings -> listener;
      }
    };
  }

  @Test
  @Tag("S-219")
  void eachSignInHasAPortOfItsOwn() {
    Robot inner = Robot.signingIn(hotel);
    Robot outer =
        Robot.doing(
            hotel,
            (self, uri) -> {
              client.acquireInteractively(REQUEST.browser(inner));
              self.follow(self.signIn(uri));
            });

    client.acquireInteractively(REQUEST.browser(outer));

    outer.join();
    assertThat(port(outer)).isNotEqualTo(port(inner)).isPositive();
  }

  @Test
  @Tag("S-219")
  void chosenPortAndPathAreUsed() throws IOException {
    int port;
    try (ServerSocket free = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      port = free.getLocalPort();
    }
    hotel
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.redirectUri("http://localhost/done"));
    Robot robot = Robot.signingIn(hotel);

    client.acquireInteractively(REQUEST.browser(robot).port(port).redirectPath("/done"));

    assertThat(robot.address()).containsEntry("redirect_uri", "http://localhost:" + port + "/done");
  }

  @Test
  @Tag("S-219")
  void portThatIsTakenIsToldBeforeAnythingAppears() throws IOException {
    List<UiLaunch> launches = new ArrayList<>();
    try (ServerSocket taken = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      assertThatThrownBy(
              () ->
                  client.acquireInteractively(
                      REQUEST.port(taken.getLocalPort()).onBeforeLaunchingUi(launches::add)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(Integer.toString(taken.getLocalPort()));
    }
    assertThat(launches).isEmpty();
  }

  @Test
  void applicationIsToldOnceBeforeTheBrowserOpens() {
    List<String> happened = new ArrayList<>();
    Robot robot = Robot.signingIn(hotel);

    client.acquireInteractively(
        REQUEST
            .onBeforeLaunchingUi(launch -> happened.add(launch.kind() + " " + robot.opened.size()))
            .browser(robot));

    assertThat(happened).containsExactly("BROWSER 0");
  }

  @Test
  @Tag("S-229")
  @Tag("W-16")
  void refusalIsToldWithAllThatTheAuthoritySaid() {
    AtomicReference<HttpResponse<String>> page = new AtomicReference<>();
    Robot robot =
        Robot.doing(
            hotel,
            (self, uri) -> {
              SandboxRedirect back = hotel.house.sandbox.browser().cancel(uri);
              page.set(
                  self.post(
                      back.uri(),
                      Robot.with(
                          back.parameters(), "error_description", "<script>alert(1)</script>")));
            });

    ServiceException failure =
        catchThrowableOfType(
            ServiceException.class, () -> client.acquireInteractively(REQUEST.browser(robot)));

    robot.join();
    assertThat(failure.error().orElseThrow().code().value()).isEqualTo("access_denied");
    assertThat(failure.error().orElseThrow().description()).contains("<script>alert(1)</script>");
    assertThat(page.get().body()).contains("not signed in").doesNotContain("alert");
    assertThat(hotel.house.tokenRequests()).isEmpty();
  }

  @Test
  @Tag("W-16")
  void forgedAnswersShowNoSuccessAndTheRightOneStillWorks() {
    List<Integer> statuses = new ArrayList<>();
    List<String> pages = new ArrayList<>();
    Robot robot =
        Robot.doing(
            hotel,
            (self, uri) -> {
              SandboxRedirect back = self.signIn(uri);
              Map<String, String> right = back.parameters();
              for (Map<String, String> forged :
                  List.of(
                      Robot.with(right, "state", "forged"),
                      Map.of("state", right.get("state")),
                      Map.of("code", right.get("code")),
                      Robot.with(right, "error", "access_denied"),
                      Robot.with(right, "code", "a\u0000b"))) {
                HttpResponse<String> answer = self.post(back.uri(), forged);
                statuses.add(answer.statusCode());
                pages.add(answer.body());
              }
              // A form was asked for, so that no authority sends the code in an address.
              statuses.add(
                  self.get(URI.create(back.uri() + "/?" + Robot.encoded(right))).statusCode());
              pages.add(self.follow(back).body());
            });

    TokenResult result = client.acquireInteractively(REQUEST.browser(robot));

    robot.join();
    assertThat(result.hasAccessToken()).isTrue();
    assertThat(statuses).hasSize(6).allMatch(it -> it >= 400);
    assertThat(pages.subList(0, 5)).noneMatch(it -> it.contains("You are signed in"));
    assertThat(pages.get(5)).contains("You are signed in");
    assertThat(hotel.house.tokenCount()).isEqualTo(1);
  }

  @Test
  @Tag("W-17")
  void queryIsTakenWhereItWasAskedFor() {
    Robot robot = Robot.signingIn(hotel);

    TokenResult result =
        client.acquireInteractively(REQUEST.browser(robot).responseMode(ResponseMode.QUERY));

    assertThat(result.hasAccessToken()).isTrue();
    assertThat(robot.address()).containsEntry("response_mode", "query");
  }

  @Test
  void signInThatIsGivenUpFreesThePortAtOnce() {
    Cancellation giveUp = Cancellation.create();
    AtomicReference<Long> cancelled = new AtomicReference<>();
    Robot robot =
        Robot.doing(
            hotel,
            (self, uri) -> {
              cancelled.set(System.nanoTime());
              giveUp.cancel();
            });

    assertThatThrownBy(() -> client.acquireInteractively(REQUEST.browser(robot), giveUp))
        .isInstanceOf(CancelledException.class);

    robot.join();
    assertThat(Duration.ofNanos(System.nanoTime() - cancelled.get()))
        .isLessThan(Duration.ofSeconds(2));
    org.assertj.core.api.Assertions.assertThatCode(() -> requireFree(port(robot)))
        .doesNotThrowAnyException();
  }

  @Test
  void machineWithoutBrowserIsTold() {
    assertThatThrownBy(
            () ->
                client.acquireInteractively(REQUEST.browser(url -> Launch.failed("tried nothing"))))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("tried nothing")
        .hasMessageContaining("device code");
  }

  @Test
  void pathWithoutBrowserAdapterNamesTheArtifact() throws IOException {
    try (URLClassLoader nothing = new URLClassLoader(new URL[0], null);
        PublicClient bare =
            PublicClient.builder(House.CLIENT_ID)
                .http(
                    (request, deadline, cancellation) -> {
                      throw new AssertionError("nothing is to be sent");
                    })
                .classLoader(nothing)
                .build()) {
      assertThatThrownBy(() -> bare.acquireInteractively(REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("latchkey-adapters-browser");
    }
  }

  @Test
  void adapterThatIsNotThereIsNamed() {
    try (PublicClient other = hotel.client().browserProvider("lynx").build()) {
      assertThatThrownBy(() -> other.acquireInteractively(REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("lynx")
          .hasMessageContaining("system");
    }
  }

  @Test
  void applicationsOwnPagesAreShownAndEscaped() {
    SignInPages pages =
        SignInPages.defaults()
            .successAt(URI.create("https://app.example/welcome"))
            .failure("<p>$error: $error_description $error_uri $code $errors</p>");
    List<String> shown = new ArrayList<>();
    Robot refused =
        Robot.doing(
            hotel,
            (self, uri) -> {
              SandboxRedirect back = hotel.house.sandbox.browser().cancel(uri);
              shown.add(
                  self.post(
                          back.uri(),
                          Robot.with(
                              Robot.with(back.parameters(), "error_description", "<b>\"$1'</b>"),
                              "error_uri",
                              "javascript:alert(1)"))
                      .body());
            });
    Robot welcome =
        Robot.doing(
            hotel,
            (self, uri) -> {
              HttpResponse<String> answer = self.follow(self.signIn(uri));
              shown.add(answer.statusCode() + " " + answer.headers().firstValue("location").get());
            });

    assertThatThrownBy(() -> client.acquireInteractively(REQUEST.pages(pages).browser(refused)))
        .isInstanceOf(ServiceException.class);
    refused.join();
    client.acquireInteractively(REQUEST.pages(pages).browser(welcome));
    welcome.join();

    assertThat(shown)
        .containsExactly(
            "<p>access_denied: &lt;b&gt;&quot;$1&#39;&lt;/b&gt;  $code $errors</p>",
            "303 https://app.example/welcome");
  }

  @Test
  void confidentialClientSignsInWithItsCredential() {
    try (Hotel web = new Hotel(House.application().redirectUri("http://localhost"));
        ConfidentialClient app = web.house.client(ClientCredential.secret(House.SECRET)).build()) {
      TokenResult result =
          app.acquireInteractively(REQUEST.tenant(Hotel.TENANT).browser(Robot.signingIn(web)));

      assertThat(result.account()).isPresent();
      assertThat(web.tokenRequest().formParameter("client_secret")).contains(House.SECRET);
    }
  }

  @Test
  void futureIsCancelledWithTheSignIn() {
    Robot robot = Robot.doing(hotel, (self, uri) -> {});

    CompletableFuture<TokenResult> future =
        client.async(it -> it.acquireInteractively(REQUEST.browser(robot)));
    robot.join();
    future.cancel(true);

    assertThat(future).isCancelled();
  }
}
