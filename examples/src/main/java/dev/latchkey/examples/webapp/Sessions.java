package dev.latchkey.examples.webapp;

import com.sun.net.httpserver.HttpExchange;
import java.util.List;
import java.util.Optional;

/** Sessions by cookie. A real application has them from its framework. */
final class Sessions {

  private static final String COOKIE = "webapp-session=";

  private final Recent<Session> all = new Recent<>(10_000);

  Optional<Session> of(HttpExchange exchange) {
    return id(exchange).flatMap(all::get);
  }

  Session orNew(HttpExchange exchange) {
    return of(exchange).orElseGet(() -> give(exchange, new Session()));
  }

  /** Gives the session another id: the one from before the sign-in may have been planted. */
  void renew(HttpExchange exchange) {
    id(exchange).flatMap(all::take).ifPresent(session -> give(exchange, session));
  }

  void end(HttpExchange exchange) {
    id(exchange).ifPresent(all::take);
    exchange.getResponseHeaders().add("Set-Cookie", COOKIE + attributes() + "; Max-Age=0");
  }

  private Session give(HttpExchange exchange, Session session) {
    exchange.getResponseHeaders().add("Set-Cookie", COOKIE + all.add(session) + attributes());
    return session;
  }

  // Lax: other sites cannot post in the person's name. On a host that is not loopback add Secure.
  private static String attributes() {
    return "; Path=/; HttpOnly; SameSite=Lax";
  }

  private static Optional<String> id(HttpExchange exchange) {
    return exchange.getRequestHeaders().getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> List.of(line.split(";")).stream())
        .map(String::strip)
        .filter(one -> one.startsWith(COOKIE))
        .map(one -> one.substring(COOKIE.length()))
        .findFirst();
  }
}
