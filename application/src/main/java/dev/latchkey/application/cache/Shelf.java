package dev.latchkey.application.cache;

import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Where one partition stands: who comes back to it reads it without looking it up. Made by the
 * cache, which keeps it up to date. Safe for concurrent use.
 */
public final class Shelf {

  private final PartitionKey key;
  private volatile @Nullable CachePartition snapshot;

  Shelf(PartitionKey key) {
    this.key = Objects.requireNonNull(key, "key");
  }

  PartitionKey key() {
    return key;
  }

  @Nullable CachePartition snapshot() {
    return snapshot;
  }

  void put(@Nullable CachePartition value) {
    snapshot = value;
  }
}
