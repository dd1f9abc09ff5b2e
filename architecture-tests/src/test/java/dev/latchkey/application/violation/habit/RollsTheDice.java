package dev.latchkey.application.violation.habit;

import java.util.UUID;

/** Chance that no test can load. */
public final class RollsTheDice {
  private RollsTheDice() {}

  static UUID get() {
    return UUID.randomUUID();
  }
}
