package dev.latchkey.spi.tck;

import dev.latchkey.domain.error.CacheException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;

/** What all thin stores check before they touch their medium. */
final class StoreGate {

  private final AtomicBoolean closed = new AtomicBoolean();

  void requireOpen() {
    if (closed.get()) {
      throw new CacheException("the store is closed");
    }
  }

  /** Closes; true the first time. */
  boolean close() {
    return closed.compareAndSet(false, true);
  }

  static void requirePositive(Duration duration, String what) {
    if (duration.isZero() || duration.isNegative()) {
      throw new IllegalArgumentException(what + " is not more than zero");
    }
  }
}
