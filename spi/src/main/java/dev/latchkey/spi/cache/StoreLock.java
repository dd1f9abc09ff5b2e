package dev.latchkey.spi.cache;

import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.Optional;

/**
 * Lets one of many do what need be done only once. An optimisation: correctness never rests on it,
 * since it may be lost with its holder.
 *
 * <p>Exclusive between all stores over the same medium, and between the callers of one store. It
 * belongs to the {@link Held} and to no thread: any thread may let go, and a thread that holds a
 * lock waits for it like every other. Locks of different partitions do not hinder each other.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface StoreLock {

  /**
   * Waits for the lock of a partition.
   *
   * @param partition which one; it need not exist, and may be any key in a store of one blob too
   * @param lease after which the lock is free again, even if its holder has not let go; more than
   *     zero. A store whose clock is coarser rounds up; a lock of the operating system's may
   *     outlast it towards other processes, but not its holder's process
   * @param deadline when to stop waiting
   * @param cancellation ends the wait early
   * @return the held lock; empty if the deadline passed first
   * @throws IllegalArgumentException if the lease is zero or less
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached, or was
   *     closed meanwhile
   * @throws dev.latchkey.domain.error.CancelledException if cancelled, before or during the wait,
   *     or if the thread was interrupted, whose flag stays set
   */
  Optional<Held> acquire(
      StoreKey partition, Duration lease, Deadline deadline, Cancellation cancellation);

  /**
   * A lock that is held until it is closed.
   *
   * @since 0.1
   */
  interface Held extends AutoCloseable {

    /**
     * Lets go. Closing twice, or after the lease, does nothing to the next holder. Never throws: a
     * lock that cannot be given back ends with its lease.
     */
    @Override
    void close();
  }
}
