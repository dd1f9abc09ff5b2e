package dev.latchkey.application.violation.habit;

import java.time.Instant;

/** Time that no test can move. */
public final class LooksAtTheClock {
  private LooksAtTheClock() {}

  static Instant get() {
    return Instant.now();
  }
}
