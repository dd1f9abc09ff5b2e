package dev.latchkey.examples.spring;

import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.jspecify.annotations.Nullable;

/** The API that is called, on this machine: it takes any token until that is revoked. */
final class OrdersApi implements AutoCloseable {

  private static final String CLAIMS =
      "{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1700000000\"}}}";

  private final HttpServer server;
  private final List<String> tokens = new CopyOnWriteArrayList<>();
  private final List<String> revoked = new CopyOnWriteArrayList<>();

  OrdersApi() {
    try {
      server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    server.createContext("/orders", this::answer);
    server.start();
  }

  String hostAndPort() {
    return "127.0.0.1:" + server.getAddress().getPort();
  }

  /** {@return the tokens that came, oldest first} */
  List<String> tokens() {
    return List.copyOf(tokens);
  }

  /** Takes none of the tokens any more that have come so far, as after an incident. */
  void revoke() {
    revoked.addAll(tokens);
  }

  private void answer(HttpExchange exchange) throws IOException {
    try (exchange) {
      String token = exchange.getRequestHeaders().getFirst("Authorization");
      if (token != null) {
        tokens.add(token);
      }
      if (isGood(token)) {
        byte[] body = "3 orders".getBytes(StandardCharsets.UTF_8);
        exchange.sendResponseHeaders(200, body.length);
        exchange.getResponseBody().write(body);
      } else {
        exchange.getResponseHeaders().set("WWW-Authenticate", challenge());
        exchange.sendResponseHeaders(401, -1);
      }
    }
  }

  private boolean isGood(@Nullable String token) {
    return token != null && !revoked.contains(token);
  }

  private static String challenge() {
    return "Bearer realm=\"\", error=\"insufficient_claims\", claims=\""
        + Base64.getEncoder().encodeToString(CLAIMS.getBytes(StandardCharsets.UTF_8))
        + "\"";
  }

  @Override
  public void close() {
    server.stop(0);
  }
}
