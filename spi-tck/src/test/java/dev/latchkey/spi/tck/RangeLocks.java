package dev.latchkey.spi.tck;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Locks on single bytes of one lock file, for all stores of this JVM. The operating system's locks
 * belong to the process: they tell no threads apart, and closing any second channel on the file
 * would free them all. So there is one channel, and who holds what in here is kept beside it.
 */
final class RangeLocks implements AutoCloseable {

  private static final long SWAP = 0;
  private static final Duration LONGEST_SWAP = Duration.ofSeconds(1);
  private static final Duration LONGEST_LEASE = Duration.ofDays(1);

  private final FileChannel channel;
  private final ReentrantLock swap = new ReentrantLock();
  private final ReentrantLock mutex = new ReentrantLock();
  private final Map<Long, Hold> holds = new HashMap<>();

  /** Opens the lock file, which stays: deleting it would give the next process another one. */
  RangeLocks(Path file) {
    try {
      channel = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Does what must be done by one at a time: compare and write. */
  <T> T swapping(Supplier<T> action) {
    Deadline deadline = Deadline.after(LONGEST_SWAP, TimeSource.system());
    // Threads of this JVM queue here, so that only other processes are polled for.
    swap.lock();
    try {
      StoreLock.Held held = swapByte(deadline);
      try {
        return action.get();
      } finally {
        held.close();
      }
    } finally {
      swap.unlock();
    }
  }

  private StoreLock.Held swapByte(Deadline deadline) {
    while (true) {
      Optional<StoreLock.Held> held = tryAcquire(SWAP, LONGEST_LEASE);
      if (held.isPresent()) {
        return held.get();
      }
      if (deadline.hasPassed()) {
        throw new CacheException("another process has held the file for a second");
      }
      try {
        TimeSource.system().sleep(Duration.ofMillis(5), Cancellation.none());
      } catch (CancelledException e) {
        throw new CacheException("interrupted; nothing was written", FailureDetails.none(), e);
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
      Hold hold = new Hold(position, lock, lease);
      holds.put(position, hold);
      return Optional.of(hold);
    } catch (IOException e) {
      throw new CacheException("the lock file cannot be locked", FailureDetails.none(), e);
    } finally {
      mutex.unlock();
    }
  }

  @Override
  public void close() throws IOException {
    channel.close();
  }

  private final class Hold implements StoreLock.Held {
    private final long position;
    private final FileLock lock;
    private final Deadline end;

    Hold(long position, FileLock lock, Duration lease) {
      this.position = position;
      this.lock = lock;
      this.end =
          Deadline.after(
              lease.compareTo(LONGEST_LEASE) < 0 ? lease : LONGEST_LEASE, TimeSource.system());
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
