package dev.latchkey.adapters.cache.hazelcast;

import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.locks.ReentrantLock;

/**
 * How long a cluster that failed is left alone: twice as long after each further failure. When it
 * is over one call tries, and the others go on failing at once until that one is back.
 */
final class Pause {

  private static final Duration SHORTEST = Duration.ofMillis(250);
  private static final Duration LONGEST = Duration.ofSeconds(10);
  private static final int MOST_DOUBLINGS = 16;

  private final TimeSource time;
  private final Duration trial;
  private final ReentrantLock lock = new ReentrantLock();
  private volatile int failures;
  private long endNanos;

  /**
   * Begins without one.
   *
   * @param trial how long the call that tries again may take
   */
  Pause(TimeSource time, Duration trial) {
    this.time = time;
    this.trial = trial;
  }

  /** Whether a call may go through now. */
  boolean letsThrough() {
    if (failures == 0) {
      return true;
    }
    lock.lock();
    try {
      long now = time.nanoTime();
      if (failures > 0 && now - endNanos < 0) {
        return false;
      }
      endNanos = now + trial.toNanos();
      return true;
    } finally {
      lock.unlock();
    }
  }

  void failed() {
    lock.lock();
    try {
      Duration length = SHORTEST.multipliedBy(1L << failures);
      Duration bounded = length.compareTo(LONGEST) < 0 ? length : LONGEST;
      endNanos = time.nanoTime() + bounded.toNanos();
      failures = Math.min(failures + 1, MOST_DOUBLINGS);
    } finally {
      lock.unlock();
    }
  }

  void succeeded() {
    if (failures > 0) {
      lock.lock();
      try {
        failures = 0;
      } finally {
        lock.unlock();
      }
    }
  }
}
