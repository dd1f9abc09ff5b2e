package dev.latchkey.adapters.cache.hazelcast;

import java.time.Duration;

/** The clock of the cluster counts whole seconds; a part of one is rounded up. */
final class Seconds {

  private Seconds() {}

  static long of(Duration duration, String what) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(what + " is not more than zero");
    }
    long seconds = duration.getSeconds();
    // Zero would mean for ever.
    return duration.getNano() == 0 || seconds == Long.MAX_VALUE ? seconds : seconds + 1;
  }
}
