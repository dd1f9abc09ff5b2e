package dev.latchkey.integration.http;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** A protected resource on loopback, which takes only tokens that are young enough. */
final class Api implements AutoCloseable {

  /** What arrived. */
  record Call(String method, int port, Optional<String> authorization, String body) {}

  private static final Pattern NOT_BEFORE = Pattern.compile("\"nbf\":([0-9]+)");

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private volatile Instant notBefore = Instant.MIN;
  private volatile String challenge = "";
  private volatile String refusal = "no";
  private volatile String redirect = "";

  Api() throws IOException {
    server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Revokes all tokens that were issued before. */
  void revokeBefore(Instant when) {
    notBefore = when;
    challenge(
        "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
            + Base64.getEncoder().encodeToString(claims(when).getBytes(StandardCharsets.UTF_8))
            + "\"");
  }

  static String claims(Instant when) {
    return "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\""
        + when.getEpochSecond()
        + "\"}}}";
  }

  void challenge(String field) {
    challenge = field;
  }

  void refuseWith(String body) {
    refusal = body;
  }

  void redirectTo(URI uri) {
    redirect = uri.toString();
  }

  String hostAndPort() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  URI uri() {
    return URI.create("http://" + hostAndPort() + "/orders");
  }

  List<Call> calls() {
    return List.copyOf(calls);
  }

  private void answer(HttpExchange exchange) throws IOException {
    Optional<String> authorization =
        Optional.ofNullable(exchange.getRequestHeaders().getFirst("Authorization"));
    calls.add(
        new Call(
            exchange.getRequestMethod(),
            exchange.getRemoteAddress().getPort(),
            authorization,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    try (exchange) {
      if (!redirect.isEmpty()) {
        exchange.getResponseHeaders().set("Location", redirect);
        exchange.sendResponseHeaders(307, -1);
      } else if (authorization.filter(this::isYoungEnough).isPresent()) {
        send(exchange, 200, "yes");
      } else {
        if (!challenge.isEmpty()) {
          exchange.getResponseHeaders().add("WWW-Authenticate", "Vendor [1]");
          exchange.getResponseHeaders().add("WWW-Authenticate", challenge);
        }
        send(exchange, 401, refusal);
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, 0);
    exchange.getResponseBody().write(bytes);
  }

  private boolean isYoungEnough(String authorization) {
    String payload = authorization.split("\\.", -1)[1];
    Matcher nbf =
        NOT_BEFORE.matcher(
            new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8));
    return nbf.find() && !Instant.ofEpochSecond(Long.parseLong(nbf.group(1))).isBefore(notBefore);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
