package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * A byte of the lock file for each partition, found by hash. The system cannot wait with a
 * deadline, so it is asked again and again. Two partitions share a byte once in 2^62.
 */
final class PartitionLocks implements StoreLock {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final SafeFile file;
  private final FileTokenCacheStore store;
  private final Set<Held> holds = ConcurrentHashMap.newKeySet();

  PartitionLocks(SafeFile file, FileTokenCacheStore store) {
    this.file = file;
    this.store = store;
  }

  @Override
  public Optional<Held> acquire(
      StoreKey partition, Duration lease, Deadline deadline, Cancellation cancellation) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(cancellation, "cancellation");
    if (lease.isZero() || lease.isNegative()) {
      throw new IllegalArgumentException("lease is not more than zero");
    }
    long number = number(partition);
    while (true) {
      cancellation.throwIfCancelled();
      store.requireOpen();
      Optional<Held> held = file.tryLock(number, lease).map(this::remembered);
      if (held.isPresent() || deadline.hasPassed()) {
        return held;
      }
      Duration left = deadline.remaining();
      TimeSource.system().sleep(PAUSE.compareTo(left) < 0 ? PAUSE : left, cancellation);
    }
  }

  void letGoOfAll() {
    holds.forEach(Held::close);
  }

  private Held remembered(Held held) {
    holds.add(held);
    return () -> {
      holds.remove(held);
      held.close();
    };
  }

  private static long number(StoreKey partition) {
    byte[] digest = Sha256.digest(partition.value().getBytes(StandardCharsets.UTF_8));
    return 1 + (ByteBuffer.wrap(digest).getLong() >>> 2);
  }
}
