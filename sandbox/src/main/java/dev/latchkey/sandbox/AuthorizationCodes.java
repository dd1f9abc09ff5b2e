package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;

/** The codes that users brought back from signing in (RFC 6749, section 4.1.2). */
final class AuthorizationCodes {

  private static final Duration LIFETIME = Duration.ofMinutes(10);

  /**
   * What a code stands for.
   *
   * @param redirectUri as it was sent, or empty if it was not
   * @param challenge of the verifier, or empty if none was sent
   * @param key that redeems it (RFC 9449, section 10), or empty if none was named
   */
  record Ticket(
      Place place,
      String clientId,
      Optional<String> redirectUri,
      Optional<String> challenge,
      Optional<String> key,
      SignIn signIn) {}

  private record Entry(Ticket ticket, Instant end, AtomicBoolean used) {}

  private final Clock clock;
  private final Map<String, Entry> byCode = new ConcurrentHashMap<>();

  AuthorizationCodes(Clock clock) {
    this.clock = clock;
  }

  String issue(Ticket ticket) {
    String code = Keys.random(ticket.place().isRealm() ? "" : "1.");
    Instant end = clock.instant().plus(LIFETIME);
    byCode.put(code, new Entry(ticket, end, new AtomicBoolean()));
    return code;
  }

  /** Returns what a code stands for, without using it up. */
  Ticket find(String code) throws Refusal {
    Entry entry = byCode.get(code);
    if (entry == null) {
      throw new Refusal(
          Refusal.Reason.BAD_CODE, "Invalid grant: the authorization code is not of this server.");
    }
    return entry.ticket();
  }

  /** Uses a code up; false if that was done before. */
  boolean use(String code) throws Refusal {
    Entry entry = byCode.get(code);
    if (entry == null || !entry.used().compareAndSet(false, true)) {
      return false;
    }
    if (clock.instant().isAfter(entry.end())) {
      throw new Refusal(
          Refusal.Reason.EXPIRED_CODE,
          "The provided authorization code is expired; send a new interactive request.");
    }
    return true;
  }
}
