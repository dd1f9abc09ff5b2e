package dev.latchkey.benchmarks;

import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.time.Duration;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/** A store with an entry for each person, in this process, so that no medium is measured. */
final class PartitionsStore implements TokenCacheStore {

  private final ConcurrentHashMap<StoreKey, StoredPartition> partitions = new ConcurrentHashMap<>();
  private final AtomicLong writes = new AtomicLong();

  @Override
  public StoredPartition load(StoreKey partition) {
    return partitions.getOrDefault(partition, StoredPartition.absent());
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    Version version = new Version(Long.toString(writes.incrementAndGet()));
    StoredPartition stored =
        partitions.compute(
            partition,
            (key, present) ->
                (present == null ? Version.ABSENT : present.version()).equals(expected)
                    ? StoredPartition.of(version, next)
                    : present);
    return stored != null && stored.version().equals(version)
        ? new Replaced.Done(version)
        : new Replaced.Conflict(load(partition));
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    StoredPartition stored = load(partition);
    return stored.version().equals(expected) && partitions.remove(partition, stored)
        ? new Replaced.Done(Version.ABSENT)
        : new Replaced.Conflict(load(partition));
  }

  @Override
  public StoreLayout layout() {
    return StoreLayout.PARTITIONED;
  }

  @Override
  public boolean isShared() {
    return false;
  }

  @Override
  public void close() {}
}
