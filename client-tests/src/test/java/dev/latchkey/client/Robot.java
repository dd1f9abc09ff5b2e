package dev.latchkey.client;

import dev.latchkey.sandbox.SandboxRedirect;
import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Launch;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;
import java.util.function.Consumer;
import java.util.stream.Collectors;

/** A browser that works itself, on a thread of its own as browsers do. */
final class Robot implements Browser {

  private final Hotel hotel;
  private final HttpClient http =
      HttpClient.newBuilder().followRedirects(HttpClient.Redirect.NEVER).build();

  final CopyOnWriteArrayList<URI> opened = new CopyOnWriteArrayList<>();
  final CompletableFuture<Void> done = new CompletableFuture<>();
  private final Consumer<URI> way;

  private Robot(Hotel hotel, Consumer<URI> way) {
    this.hotel = hotel;
    this.way = way;
  }

  /** Signs Mira in. */
  static Robot signingIn(Hotel hotel) {
    CompletableFuture<Robot> self = new CompletableFuture<>();
    Robot robot = new Robot(hotel, uri -> self.join().follow(self.join().signIn(uri)));
    self.complete(robot);
    return robot;
  }

  /** Does what a test says. */
  static Robot doing(Hotel hotel, BiConsumer<Robot, URI> way) {
    CompletableFuture<Robot> self = new CompletableFuture<>();
    Robot robot = new Robot(hotel, uri -> way.accept(self.join(), uri));
    self.complete(robot);
    return robot;
  }

  @Override
  public Launch open(BrowserUrl url) {
    opened.add(url.uri());
    Thread thread =
        new Thread(
            () -> {
              try {
                way.accept(url.uri());
                done.complete(null);
              } catch (Throwable t) {
                done.completeExceptionally(t);
              }
            });
    thread.setDaemon(true);
    thread.start();
    return Launch.openedBy("robot");
  }

  /** Waits until the robot is through, and fails if it failed. */
  void join() {
    done.orTimeout(20, TimeUnit.SECONDS).join();
  }

  Map<String, String> address() {
    return Hotel.parameters(opened.get(0));
  }

  SandboxRedirect signIn(URI uri) {
    return hotel.house.sandbox.signIn(uri, Hotel.MIRA);
  }

  HttpResponse<String> follow(SandboxRedirect redirect) {
    return redirect.isFormPost()
        ? post(redirect.uri(), redirect.parameters())
        : get(redirect.uri());
  }

  HttpResponse<String> post(URI uri, Map<String, String> form) {
    return send(
        HttpRequest.newBuilder(root(uri))
            .header("Content-Type", "application/x-www-form-urlencoded")
            .POST(HttpRequest.BodyPublishers.ofString(encoded(form))));
  }

  HttpResponse<String> get(URI uri) {
    return send(HttpRequest.newBuilder(root(uri)));
  }

  // Browsers ask for the root where an address has no path.
  private static URI root(URI uri) {
    return uri.getRawPath().isEmpty()
        ? URI.create(
            "http://"
                + uri.getRawAuthority()
                + "/"
                + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery()))
        : uri;
  }

  private HttpResponse<String> send(HttpRequest.Builder request) {
    try {
      return http.send(
          request.timeout(Duration.ofSeconds(10)).build(), HttpResponse.BodyHandlers.ofString());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IllegalStateException(e);
    }
  }

  static String encoded(Map<String, String> form) {
    return form.entrySet().stream()
        .map(it -> it.getKey() + "=" + URLEncoder.encode(it.getValue(), StandardCharsets.UTF_8))
        .collect(Collectors.joining("&"));
  }

  static Map<String, String> with(Map<String, String> form, String name, String value) {
    Map<String, String> changed = new HashMap<>(form);
    changed.put(name, value);
    return changed;
  }
}
