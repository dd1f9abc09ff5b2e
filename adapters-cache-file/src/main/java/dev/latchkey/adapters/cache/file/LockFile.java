package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.channels.OverlappingFileLockException;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Locks on single bytes of one open file, for everybody in this process. The system's locks tell no
 * threads apart, so who holds what in here is kept beside them.
 */
final class LockFile {

  private static final long SWAP = 0;
  private static final Duration LONGEST_LEASE = Duration.ofDays(1);

  private final Object identity;
  private final FileChannel channel;
  private final TimeSource time;
  // Fair: of many threads that save, none is passed over for ever.
  private final ReentrantLock queue = new ReentrantLock(true);
  private final ReentrantLock mutex = new ReentrantLock();
  private final Map<Long, Hold> holds = new HashMap<>();

  LockFile(Object identity, FileChannel channel, TimeSource time) {
    this.identity = identity;
    this.channel = channel;
    this.time = time;
  }

  Object identity() {
    return identity;
  }

  /** Does what must be done by one at a time: compare and write. */
  <T> T swapping(Duration longestWait, Supplier<T> action) {
    Deadline deadline = Deadline.after(longestWait, time);
    try {
      if (!queue.tryLock(longestWait.toNanos(), TimeUnit.NANOSECONDS)) {
        throw busy(longestWait);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    }
    try {
      StoreLock.Held held = swapByte(deadline);
      try {
        return action.get();
      } finally {
        held.close();
      }
    } finally {
      queue.unlock();
    }
  }

  private StoreLock.Held swapByte(Deadline deadline) {
    while (true) {
      Optional<StoreLock.Held> held = tryAcquire(SWAP, LONGEST_LEASE);
      if (held.isPresent()) {
        return held.get();
      }
      if (deadline.hasPassed()) {
        throw busy(deadline.total());
      }
      try {
        // Uneven, so that processes do not ask in step.
        Duration pause = Duration.ofNanos(ThreadLocalRandom.current().nextLong(500_000, 4_000_000));
        Duration left = deadline.remaining();
        time.sleep(pause.compareTo(left) < 0 ? pause : left, Cancellation.none());
      } catch (CancelledException e) {
        throw interrupted(e);
      }
    }
  }

  /** Takes one byte if it is free here and elsewhere, or if its lease here is over. */
  Optional<StoreLock.Held> tryAcquire(long position, Duration lease) {
    mutex.lock();
    try {
      Hold before = holds.get(position);
      if (before != null && !before.end.hasPassed()) {
        return Optional.empty();
      }
      if (before != null) {
        before.close();
      }
      FileLock lock = channel.tryLock(position, 1, false);
      if (lock == null) {
        return Optional.empty();
      }
      Duration shorter = lease.compareTo(LONGEST_LEASE) < 0 ? lease : LONGEST_LEASE;
      Hold hold = new Hold(position, lock, Deadline.after(shorter, time));
      holds.put(position, hold);
      return Optional.of(hold);
    } catch (OverlappingFileLockException e) {
      // A copy of this adapter under another class loader has it.
      return Optional.empty();
    } catch (IOException e) {
      throw new CacheException("the lock file cannot be locked", FailureDetails.none(), e);
    } finally {
      mutex.unlock();
    }
  }

  /** Closes the channel, and with it every lock. */
  void close() {
    try {
      channel.close();
    } catch (IOException e) {
      // Nothing was written through it.
    }
  }

  private static CacheException busy(Duration waited) {
    return new CacheException(
        "another process has held the cache file for "
            + waited
            + "; nothing was written; raise lock-wait, or end that process");
  }

  private static CacheException interrupted(Exception cause) {
    return new CacheException("interrupted; nothing was written", FailureDetails.none(), cause);
  }

  private final class Hold implements StoreLock.Held {
    private final long position;
    private final FileLock lock;
    private final Deadline end;

    Hold(long position, FileLock lock, Deadline end) {
      this.position = position;
      this.lock = lock;
      this.end = end;
    }

    @Override
    public void close() {
      mutex.lock();
      try {
        // Not if the lease was over and the byte went to the next holder.
        if (holds.remove(position, this)) {
          lock.release();
        }
      } catch (IOException e) {
        // The channel is closed, and the lock went with it.
      } finally {
        mutex.unlock();
      }
    }
  }
}
