package dev.latchkey.adapters.cache.hazelcast;

import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * What was loaded a moment ago, since the map compares bytes and whoever replaces them has loaded
 * them before: it spares the second look. What is out of date here is refused by the map. Safe for
 * concurrent use.
 */
final class RecentLoads {

  // As many as are changed at the same time; beyond it the second look is taken.
  private static final int MOST = 256;
  private static final int LONGEST = 256 * 1024;

  private final ConcurrentHashMap<StoreKey, StoredPartition> loads = new ConcurrentHashMap<>();

  void put(StoreKey partition, StoredPartition loaded) {
    if (loads.size() >= MOST) {
      loads.clear();
    }
    if (loaded.length() <= LONGEST) {
      loads.put(partition, loaded);
    }
  }

  @Nullable StoredPartition take(StoreKey partition) {
    return loads.remove(partition);
  }
}
