package dev.latchkey.spi.tck;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.ChangeNotices;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;

/**
 * A token cache store in memory that several caches share, as processes share a file or a cluster.
 * It fails when told to, counts what it is asked, and shows what it holds. For tests only. Safe for
 * concurrent use.
 *
 * @since 0.1
 */
public final class MemoryTokenCacheStore implements TokenCacheStore {

  private final ReentrantLock turn = new ReentrantLock();
  private final Map<StoreKey, StoredPartition> partitions = new ConcurrentHashMap<>();
  private final Map<StoreKey, byte[]> aside = new ConcurrentHashMap<>();
  private final Map<StoreKey, Duration> lifetimes = new ConcurrentHashMap<>();
  private final Map<StoreKey, Semaphore> locks = new ConcurrentHashMap<>();
  private final List<Consumer<StoreKey>> listeners = new CopyOnWriteArrayList<>();
  private final AtomicLong writes = new AtomicLong();
  private final AtomicInteger loads = new AtomicInteger();
  private final StoreLayout layout;
  private volatile boolean failing;
  private volatile boolean lists = true;

  /**
   * Makes an empty store.
   *
   * @param layout how it divides what it holds
   */
  public MemoryTokenCacheStore(StoreLayout layout) {
    this.layout = Objects.requireNonNull(layout, "layout");
  }

  /**
   * Lets every call fail from now on, or no longer.
   *
   * @param value whether calls fail
   */
  public void failing(boolean value) {
    failing = value;
  }

  /**
   * Takes the listing away, or gives it back.
   *
   * @param value whether the store can list its partitions
   */
  public void lists(boolean value) {
    lists = value;
  }

  /** {@return how often bytes were loaded} */
  public int loads() {
    return loads.get();
  }

  /** {@return how often bytes were written or removed} */
  public long writes() {
    return writes.get();
  }

  /** {@return the bytes of each partition} */
  public Map<StoreKey, byte[]> content() {
    Map<StoreKey, byte[]> content =
        new TreeMap<>((one, other) -> one.value().compareTo(other.value()));
    partitions.forEach((key, value) -> content.put(key, value.bytes()));
    return content;
  }

  /** {@return the bytes that were moved aside} */
  public Map<StoreKey, byte[]> movedAside() {
    return Map.copyOf(aside);
  }

  /** {@return how long each partition was to be kept when it was written} */
  public Map<StoreKey, Duration> lifetimes() {
    return Map.copyOf(lifetimes);
  }

  /**
   * Writes over a partition, as somebody would who does not know the port.
   *
   * @param partition which one
   * @param bytes the bytes
   */
  public void overwrite(StoreKey partition, byte[] bytes) {
    partitions.put(partition, StoredPartition.of(nextVersion(), bytes));
  }

  /**
   * Tells everybody who listens that a partition has changed.
   *
   * @param partition which one
   */
  public void announce(StoreKey partition) {
    listeners.forEach(listener -> listener.accept(partition));
  }

  private Version nextVersion() {
    return new Version(Long.toString(writes.incrementAndGet()));
  }

  private void requireReachable() {
    if (failing) {
      throw new CacheException("the store was told to fail");
    }
  }

  @Override
  public StoredPartition load(StoreKey partition) {
    requireReachable();
    loads.incrementAndGet();
    return current(partition);
  }

  private StoredPartition current(StoreKey partition) {
    return partitions.getOrDefault(partition, StoredPartition.absent());
  }

  @Override
  public Version version(StoreKey partition) {
    requireReachable();
    return current(partition).version();
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    requireReachable();
    turn.lock();
    try {
      StoredPartition present = current(partition);
      if (!present.version().equals(expected)) {
        return new Replaced.Conflict(present);
      }
      StoredPartition stored = StoredPartition.of(nextVersion(), next);
      partitions.put(partition, stored);
      lifetimes.put(partition, lifetime);
      return new Replaced.Done(stored.version());
    } finally {
      turn.unlock();
    }
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    requireReachable();
    turn.lock();
    try {
      StoredPartition present = current(partition);
      if (!present.version().equals(expected)) {
        return new Replaced.Conflict(present);
      }
      partitions.remove(partition);
      writes.incrementAndGet();
      return new Replaced.Done(Version.ABSENT);
    } finally {
      turn.unlock();
    }
  }

  @Override
  public boolean moveAside(StoreKey partition, Version expected) {
    requireReachable();
    turn.lock();
    try {
      StoredPartition present = current(partition);
      if (!present.exists() || !present.version().equals(expected)) {
        return false;
      }
      aside.put(partition, present.bytes());
      partitions.remove(partition);
      return true;
    } finally {
      turn.unlock();
    }
  }

  @Override
  public StoreLayout layout() {
    return layout;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Optional<PartitionListing> listing() {
    return lists
        ? Optional.of(
            () -> {
              requireReachable();
              return List.copyOf(partitions.keySet()).stream();
            })
        : Optional.empty();
  }

  @Override
  public Optional<StoreLock> lock() {
    return Optional.of(
        (partition, lease, deadline, cancellation) -> {
          requireReachable();
          Semaphore lock = locks.computeIfAbsent(partition, it -> new Semaphore(1));
          try {
            return lock.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)
                ? Optional.of(lock::release)
                : Optional.empty();
          } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return Optional.empty();
          }
        });
  }

  @Override
  public Optional<ChangeNotices> changeNotices() {
    return Optional.of(
        listener -> {
          requireReachable();
          listeners.add(listener);
          return () -> listeners.remove(listener);
        });
  }

  /** Does nothing: others share it. */
  @Override
  public void close() {}
}
