package dev.latchkey.spi.cache;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets one of many do what need be done only once. An optimisation: correctness never rests on it,
 * since it may be lost with its holder.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StoreLock {

  /**
   * Waits for the lock of a partition.
   *
   * @param partition which one
   * @param lease after which the lock is free again, even if its holder has not let go
   * @param deadline when to stop waiting
   * @param cancellation ends the wait early
   * @return the held lock; empty if the deadline passed first
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached
   * @throws dev.latchkey.domain.error.CancelledException if cancelled
   */
  Optional<Held> acquire(
      StoreKey partition, Duration lease, Deadline deadline, Cancellation cancellation);

  /**
   * A lock that is held until it is closed.
   *
   * @since 0.1
   */
  interface Held extends AutoCloseable {

    /** Lets go. Closing twice does nothing. */
    @Override
    void close();
  }
}
