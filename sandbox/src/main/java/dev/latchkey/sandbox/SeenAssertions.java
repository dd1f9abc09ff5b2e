package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.Instant;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/** The assertions that were used, for as long as they could be used again. */
final class SeenAssertions {

  private record Id(String clientId, String jti) {}

  private final Clock clock;
  private final Map<Id, Instant> ends = new ConcurrentHashMap<>();

  SeenAssertions(Clock clock) {
    this.clock = clock;
  }

  boolean isFirst(String clientId, String jti, Instant end) {
    Instant now = clock.instant();
    ends.values().removeIf(now::isAfter);
    return ends.putIfAbsent(new Id(clientId, jti), end) == null;
  }
}
