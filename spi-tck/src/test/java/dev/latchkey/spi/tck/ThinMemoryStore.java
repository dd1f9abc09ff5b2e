package dev.latchkey.spi.tck;

import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentMap;
import java.util.concurrent.atomic.AtomicLong;

/** A map fits the port: versions are counted, nothing is shared, only the listing is offered. */
final class ThinMemoryStore implements TokenCacheStore {

  private final StoreGate gate = new StoreGate();
  private final AtomicLong writes = new AtomicLong();
  private final ConcurrentMap<StoreKey, StoredPartition> partitions = new ConcurrentHashMap<>();

  @Override
  public StoredPartition load(StoreKey partition) {
    gate.requireOpen();
    return partitions.getOrDefault(partition, StoredPartition.absent());
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    Objects.requireNonNull(expected, "expected");
    StoreGate.requirePositive(lifetime, "lifetime");
    Version version = new Version(Long.toString(writes.incrementAndGet()));
    StoredPartition fresh = StoredPartition.of(version, next);
    while (true) {
      StoredPartition current = load(partition);
      if (!current.version().equals(expected)) {
        return new Replaced.Conflict(current);
      }
      // Contents are compared by identity, so that only what was loaded here is replaced.
      if (current.exists()
          ? partitions.replace(partition, current, fresh)
          : partitions.putIfAbsent(partition, fresh) == null) {
        return new Replaced.Done(version);
      }
    }
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    Objects.requireNonNull(expected, "expected");
    while (true) {
      StoredPartition current = load(partition);
      if (!current.version().equals(expected)) {
        return new Replaced.Conflict(current);
      }
      if (!current.exists() || partitions.remove(partition, current)) {
        return new Replaced.Done(Version.ABSENT);
      }
    }
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
  public Optional<PartitionListing> listing() {
    return Optional.of(
        () -> {
          gate.requireOpen();
          return partitions.keySet().stream();
        });
  }

  @Override
  public void close() {
    if (gate.close()) {
      partitions.clear();
    }
  }
}
