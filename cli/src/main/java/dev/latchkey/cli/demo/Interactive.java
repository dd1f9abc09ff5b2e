package dev.latchkey.cli.demo;

import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.ResponseMode;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Launch;
import java.io.IOException;
import java.net.HttpURLConnection;
import java.net.Proxy;
import java.net.URI;
import java.time.Duration;

/** A program listens on loopback while a person signs in with the browser of the machine. */
final class Interactive implements Scene {

  private static final int LIMIT_MILLIS = 10_000;

  private final boolean attended;

  /**
   * Makes the scene.
   *
   * @param attended whether somebody is there to sign in; else nothing is opened
   */
  Interactive(boolean attended) {
    this.attended = attended;
  }

  @Override
  public String name() {
    return "browser of this machine";
  }

  @Override
  public String announcement() {
    return attended
        ? "opening a browser: sign in as "
            + Stage.MIRA
            + " with the password \""
            + Stage.PASSWORD
            + "\"; it warns of the certificate, which is the sandbox's own"
        : name();
  }

  @Override
  public Outcome play(Stage stage) {
    int before = stage.sandbox().requests().count(EndpointKind.TOKEN);
    long begin = System.nanoTime();
    TokenResult result = stage.desktop().acquireInteractively(request(stage));
    Duration duration = Duration.ofNanos(System.nanoTime() - begin);
    // The pages that a browser fetches are not the library's.
    int requests = stage.sandbox().requests().count(EndpointKind.TOKEN) - before;
    return new Outcome(
        Take.name(result.source()),
        requests,
        duration,
        attended ? "you came back to a loopback port" : "played by the sandbox; see --interactive",
        requests == 1 && result.source() == TokenSource.IDENTITY_PROVIDER);
  }

  private InteractiveRequest request(Stage stage) {
    InteractiveRequest request = InteractiveRequest.of(Stage.MAIL);
    return attended
        ? request.timeout(Duration.ofMinutes(5))
        : request
            .responseMode(ResponseMode.QUERY)
            .browser(url -> signIn(stage, url))
            .timeout(Duration.ofMillis(LIMIT_MILLIS));
  }

  private static Launch signIn(Stage stage, BrowserUrl url) {
    URI back = stage.sandbox().signIn(url.uri(), Stage.MIRA).uri();
    // Its answer comes when the program has begun to wait.
    Thread visitor = new Thread(() -> visit(back), "demo-browser");
    visitor.setDaemon(true);
    visitor.start();
    return Launch.openedBy("the sandbox");
  }

  private static void visit(URI back) {
    try {
      HttpURLConnection connection =
          (HttpURLConnection) back.toURL().openConnection(Proxy.NO_PROXY);
      connection.setConnectTimeout(LIMIT_MILLIS);
      connection.setReadTimeout(LIMIT_MILLIS);
      connection.getResponseCode();
      connection.disconnect();
    } catch (IOException e) {
      // Whoever waits for the visit notices that it did not come.
    }
  }
}
