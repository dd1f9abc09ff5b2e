package dev.latchkey.cli;

import jakarta.json.Json;
import jakarta.json.JsonObject;
import jakarta.json.JsonString;
import jakarta.json.JsonValue;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Chromium without a screen, driven by the protocol of W3C WebDriver. */
final class Chromium implements AutoCloseable {

  static final String MISSING =
      "there is no chromium with its driver; Debian: chromium, chromium-driver";

  private static final Pattern STARTED = Pattern.compile("started successfully on port (\\d+)");
  private static final Duration LIMIT = Duration.ofSeconds(90);

  // Loopback alone: nothing that the browser does on its own account leaves the machine.
  private static final String CAPABILITIES =
      """
      {"capabilities": {"alwaysMatch": {
        "browserName": "chrome",
        "acceptInsecureCerts": true,
        "timeouts": {"implicit": 20000, "pageLoad": 60000},
        "goog:chromeOptions": {"args": ["--headless=new", "--no-sandbox", "--disable-gpu",
          "--disable-dev-shm-usage", "--no-first-run", "--window-size=900,700",
          "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE localhost, EXCLUDE 127.0.0.1"]}}}}
      """;

  // What a browser remembers of whoever used it.
  private static final Map<String, JsonObject> FORGETTING =
      Map.of(
          "Network.clearBrowserCookies",
          JsonValue.EMPTY_JSON_OBJECT,
          "Network.clearBrowserCache",
          JsonValue.EMPTY_JSON_OBJECT,
          "Emulation.clearDeviceMetricsOverride",
          JsonValue.EMPTY_JSON_OBJECT,
          "Storage.clearDataForOrigin",
          Json.createObjectBuilder().add("origin", "*").add("storageTypes", "all").build());

  // Browsers that have forgotten everything: to start one takes longer than most of what is done.
  private final Queue<String> fresh = new ConcurrentLinkedQueue<>();
  private final HttpClient http =
      HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).build();
  private final Process driver;
  private final Thread atExit;
  private final URI uri;

  private Chromium(Process driver, String port) {
    this.driver = driver;
    this.uri = URI.create("http://127.0.0.1:" + port);
    this.atExit = new Thread(this::kill, "chromium-stop");
    Runtime.getRuntime().addShutdownHook(atExit);
  }

  static boolean isInstalled() {
    return program("chromedriver").isPresent() && program("chromium").isPresent();
  }

  private static Optional<Path> program(String name) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .map(folder -> Path.of(folder, name))
        .filter(Files::isExecutable)
        .findFirst();
  }

  /** Starts the driver on a port that it chooses. */
  static Chromium start() throws IOException {
    Process process =
        new ProcessBuilder(program("chromedriver").orElseThrow().toString(), "--port=0")
            .redirectErrorStream(true)
            .start();
    BufferedReader out =
        new BufferedReader(new InputStreamReader(process.getInputStream(), StandardCharsets.UTF_8));
    StringBuilder seen = new StringBuilder();
    for (String line = out.readLine(); line != null; line = out.readLine()) {
      seen.append(line).append('\n');
      Matcher started = STARTED.matcher(line);
      if (started.find()) {
        return new Chromium(process, started.group(1));
      }
    }
    throw new AssertionError("chromedriver ended:\n" + seen);
  }

  /** Opens a browser in which nobody is signed in to anything. */
  Window open() {
    String path = fresh.poll();
    if (path == null) {
      JsonObject session = send("POST", "/session", CAPABILITIES).asJsonObject();
      path = "/session/" + session.getString("sessionId");
    }
    return new Window(path);
  }

  private JsonValue send(String method, String path, String body) {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create(uri + path))
            .timeout(LIMIT)
            .method(method, BodyPublishers.ofString(body))
            .build();
    try {
      String text = http.send(request, BodyHandlers.ofString()).body();
      JsonValue value = Json.createReader(new StringReader(text)).readObject().get("value");
      if (value instanceof JsonObject object && object.containsKey("error")) {
        throw new AssertionError(
            method + " " + path + " " + body + ": " + object.getString("message"));
      }
      return value;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError("interrupted", e);
    }
  }

  private void kill() {
    // The driver's death makes orphans of its browsers.
    List<ProcessHandle> browsers = driver.descendants().toList();
    driver.destroyForcibly();
    browsers.forEach(ProcessHandle::destroyForcibly);
  }

  /** Ends the browsers, each of which takes its profile with it, and then the driver. */
  @Override
  public void close() {
    for (String path = fresh.poll(); path != null; path = fresh.poll()) {
      new Window(path).quit();
    }
    kill();
    Runtime.getRuntime().removeShutdownHook(atExit);
  }

  /** One browser with a profile of its own, in which nothing is left when it is closed. */
  final class Window implements AutoCloseable {

    private final String path;

    Window(String path) {
      this.path = path;
    }

    Window go(URI target) {
      command("/url", "url", target.toString());
      return this;
    }

    Window type(String css, String text) {
      return steadily(
          () -> {
            command(element(css) + "/value", "text", text);
            return this;
          });
    }

    Window click(String css) {
      return steadily(
          () -> {
            send("POST", path + element(css) + "/click", "{}");
            return this;
          });
    }

    /** Waits until there is such an element, and reads what a person sees of it. */
    String text(String css) {
      return steadily(() -> string("GET", element(css) + "/text"));
    }

    // An element may belong to the page that is just being left.
    private <T> T steadily(Supplier<T> action) {
      for (int left = 5; ; left--) {
        try {
          return action.get();
        } catch (AssertionError e) {
          if (left == 0 || !String.valueOf(e.getMessage()).contains("stale element")) {
            throw e;
          }
        }
      }
    }

    URI uri() {
      return URI.create(string("GET", "/url"));
    }

    /** Returns the names of the cookies that a script of the page could read. */
    String readableCookies() {
      return script("return document.cookie");
    }

    /** Runs a script of ours in the page. */
    String script(String returningText) {
      JsonObject script =
          Json.createObjectBuilder()
              .add("script", returningText)
              .add("args", Json.createArrayBuilder())
              .build();
      return string(send("POST", path + "/execute/sync", script.toString()));
    }

    /** Shows pages as a screen of that size does, which may be smaller than any window. */
    Window screen(int width, int height) {
      JsonObject metrics =
          Json.createObjectBuilder()
              .add("width", width)
              .add("height", height)
              .add("deviceScaleFactor", 1)
              .add("mobile", false)
              .build();
      develop("Emulation.setDeviceMetricsOverride", metrics);
      return this;
    }

    // The protocol of the developer tools.
    private void develop(String name, JsonObject parameters) {
      JsonObject command =
          Json.createObjectBuilder().add("cmd", name).add("params", parameters).build();
      send("POST", path + "/goog/cdp/execute", command.toString());
    }

    void screenshot(Path file) throws IOException {
      Files.createDirectories(file.getParent());
      Files.write(file, Base64.getDecoder().decode(string("GET", "/screenshot")));
    }

    private String element(String css) {
      JsonObject query =
          Json.createObjectBuilder().add("using", "css selector").add("value", css).build();
      try {
        JsonObject found = send("POST", path + "/element", query.toString()).asJsonObject();
        return "/element/" + string(found.values().iterator().next());
      } catch (AssertionError e) {
        throw new AssertionError("at " + uri() + " is " + string("GET", "/source"), e);
      }
    }

    private void command(String what, String name, String value) {
      send("POST", path + what, Json.createObjectBuilder().add(name, value).build().toString());
    }

    private String string(String method, String what) {
      return string(send(method, path + what, ""));
    }

    private static String string(JsonValue value) {
      return ((JsonString) value).getString();
    }

    @Override
    public void close() {
      try {
        go(URI.create("about:blank"));
        FORGETTING.forEach(this::develop);
        fresh.add(path);
      } catch (AssertionError e) {
        // Whatever holds it, the next one gets another.
        quit();
      }
    }

    /** Ends the browser, as a person does who has had enough. */
    void quit() {
      send("DELETE", path, "");
    }
  }
}
