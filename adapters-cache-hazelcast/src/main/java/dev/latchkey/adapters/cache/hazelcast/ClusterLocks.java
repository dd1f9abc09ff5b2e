package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.map.IMap;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;

/**
 * A lock is an entry with a time to live that holds a name for its holder. The map's own locks
 * belong to threads: the thread that has one gets it again, and no other may let go of it. Like
 * those, it may be lost with a member; nothing but spared work rests on it.
 */
final class ClusterLocks implements StoreLock {

  private static final Duration PAUSE = Duration.ofMillis(10);

  private final Supplier<IMap<String, UUID>> holders;
  private final ClusterCalls calls;
  private final TimeSource time;
  private final Set<Held> holds = ConcurrentHashMap.newKeySet();

  ClusterLocks(Supplier<IMap<String, UUID>> holders, ClusterCalls calls, TimeSource time) {
    this.holders = holders;
    this.calls = calls;
    this.time = time;
  }

  @Override
  public Optional<Held> acquire(
      StoreKey partition, Duration lease, Deadline deadline, Cancellation cancellation) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(cancellation, "cancellation");
    long seconds = Seconds.of(lease, "lease");
    while (true) {
      cancellation.throwIfCancelled();
      Optional<Held> held = tryAcquireOrCancel(partition, seconds);
      if (held.isPresent() || deadline.hasPassed()) {
        return held;
      }
      Duration left = deadline.remaining();
      time.sleep(PAUSE.compareTo(left) < 0 ? PAUSE : left, cancellation);
    }
  }

  /** Lets go of everything that is still held here, each of which costs a call. */
  void letGoOfAll() {
    holds.forEach(Held::close);
  }

  private Optional<Held> tryAcquireOrCancel(StoreKey partition, long seconds) {
    try {
      return tryAcquire(partition, seconds);
    } catch (CacheException e) {
      if (Thread.currentThread().isInterrupted()) {
        throw new CancelledException("interrupted while it waited for a lock of the cluster");
      }
      throw e;
    }
  }

  private Optional<Held> tryAcquire(StoreKey partition, long seconds) {
    UUID holder = UUID.randomUUID();
    UUID before =
        calls.ask(
            () -> holders.get().putIfAbsent(partition.value(), holder, seconds, TimeUnit.SECONDS));
    return before == null ? Optional.of(remembered(partition, holder)) : Optional.empty();
  }

  private Held remembered(StoreKey partition, UUID holder) {
    Held held =
        new Held() {
          @Override
          public void close() {
            if (holds.remove(this)) {
              calls.tell(() -> holders.get().remove(partition.value(), holder));
            }
          }
        };
    holds.add(held);
    return held;
  }
}
