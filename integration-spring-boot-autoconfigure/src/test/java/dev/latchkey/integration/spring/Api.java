package dev.latchkey.integration.spring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/** An API on loopback that refuses the tokens it is told to refuse. */
final class Api implements AutoCloseable {

  /** The claims that a refusal asks for. */
  static final String CLAIMS =
      "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";

  /** What arrived. */
  record Call(String method, Optional<String> authorization, String body) {}

  private final HttpServer server;
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final List<Call> calls = new CopyOnWriteArrayList<>();
  private final List<String> refused = new CopyOnWriteArrayList<>();
  private volatile boolean refusesAll;
  private volatile String redirect = "";

  Api() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/", this::answer);
    server.setExecutor(threads);
    server.start();
  }

  /** Takes none of the tokens any more that have come so far. */
  void revoke() {
    calls.forEach(call -> call.authorization().ifPresent(refused::add));
  }

  void refuseAll() {
    refusesAll = true;
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
            authorization,
            new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8)));
    try (exchange) {
      if (!redirect.isEmpty()) {
        exchange.getResponseHeaders().set("Location", redirect);
        exchange.sendResponseHeaders(307, -1);
      } else if (!refusesAll && authorization.filter(it -> !refused.contains(it)).isPresent()) {
        send(exchange, 200, "yes");
      } else {
        exchange
            .getResponseHeaders()
            .add(
                "WWW-Authenticate",
                "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
                    + Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8))
                    + "\"");
        send(exchange, 401, "no");
      }
    }
  }

  private static void send(HttpExchange exchange, int status, String body) throws IOException {
    byte[] bytes = body.getBytes(StandardCharsets.UTF_8);
    exchange.sendResponseHeaders(status, bytes.length);
    exchange.getResponseBody().write(bytes);
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }
}
