package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.latchkey.domain.error.ConfigurationException;

/** Refuses a map that would lose tokens or show old ones. */
final class MapCheck {

  private MapCheck() {}

  /** Looks at the configuration of a map where it can be seen: on a member. */
  static void check(HazelcastInstance hazelcast, String name) {
    MapConfig map;
    try {
      map = hazelcast.getConfig().findMapConfig(name);
    } catch (UnsupportedOperationException e) {
      // A client is not told how the members are configured.
      return;
    }
    require(
        map.getBackupCount() > 0, name, "has no synchronous backup", "set its backup-count to 1");
    require(
        map.getEvictionConfig().getEvictionPolicy() == EvictionPolicy.NONE,
        name,
        "evicts entries, and refresh tokens with them",
        "set its eviction policy to NONE");
    require(
        !map.isReadBackupData(),
        name,
        "reads from backups, which may be late",
        "set its read-backup-data to false");
    require(
        !map.isNearCacheEnabled(),
        name,
        "has a near cache, which may be late",
        "take it away: the client keeps its own");
  }

  private static void require(boolean good, String name, String what, String remedy) {
    if (!good) {
      throw new ConfigurationException("the map " + name + " " + what + "; " + remedy);
    }
  }
}
