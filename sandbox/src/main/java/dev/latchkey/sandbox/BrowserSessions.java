package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Who is signed in in which browser, told apart by a cookie. */
final class BrowserSessions {

  /** One account of a browser. */
  record Account(String username, Instant authTime, int generation) {}

  private static final String COOKIE = "latchkey-sandbox=";

  private final Clock clock;
  private final SandboxUsers users;
  private final Map<String, List<Account>> byCookie = new ConcurrentHashMap<>();

  BrowserSessions(Clock clock, SandboxUsers users) {
    this.clock = clock;
    this.users = users;
  }

  /** Returns the accounts of a browser whose sign-in is still worth something. */
  List<Account> of(RecordedRequest request) {
    return cookie(request)
        .map(it -> byCookie.getOrDefault(it, List.of()))
        .orElse(List.of())
        .stream()
        .filter(account -> users.find(account.username()).isPresent())
        .filter(account -> users.generation(account.username()) == account.generation())
        .toList();
  }

  /** Notes a sign-in; the answer has to carry the cookie. */
  Account signIn(RecordedRequest request, SandboxUser user, String newCookie) {
    Account account =
        new Account(user.username(), clock.instant(), users.generation(user.username()));
    byCookie.compute(
        cookie(request).filter(byCookie::containsKey).orElse(newCookie),
        (key, old) -> {
          List<Account> all = new ArrayList<>(old == null ? List.of() : old);
          all.removeIf(one -> one.username().equalsIgnoreCase(user.username()));
          all.add(account);
          return List.copyOf(all);
        });
    return account;
  }

  /** Tells whether the browser's cookie is one of ours. */
  boolean knows(RecordedRequest request) {
    return cookie(request).filter(byCookie::containsKey).isPresent();
  }

  void signOut(RecordedRequest request) {
    cookie(request).ifPresent(byCookie::remove);
  }

  static String header(String cookie) {
    return COOKIE + cookie + "; Path=/; Secure; HttpOnly; SameSite=Lax";
  }

  private static Optional<String> cookie(RecordedRequest request) {
    return request.headers().getOrDefault("Cookie", List.of()).stream()
        .flatMap(line -> Texts.split(line, ';').stream())
        .map(String::strip)
        .filter(one -> one.startsWith(COOKIE))
        .map(one -> one.substring(COOKIE.length()))
        .findFirst();
  }
}
