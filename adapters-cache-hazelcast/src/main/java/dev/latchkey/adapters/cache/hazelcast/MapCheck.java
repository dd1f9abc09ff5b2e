package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.spi.merge.ExpirationTimeMergePolicy;
import dev.latchkey.domain.error.ConfigurationException;
import java.lang.System.Logger.Level;

/**
 * Refuses a map that would lose tokens or show old ones, and warns of one that may after a split.
 */
final class MapCheck {

  /**
   * After a split the entry that lives longer is kept: the one that was saved last, since each save
   * counts its life anew, and never one that has lost its refresh token. Policies that compare the
   * times of writing need statistics of each entry.
   */
  static final String NEWEST_WINS = ExpirationTimeMergePolicy.class.getName();

  private static final System.Logger LOG = System.getLogger(MapCheck.class.getName());

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
    String policy = map.getMergePolicyConfig().getPolicy();
    if (!policy.equals(NEWEST_WINS)
        && !policy.equals(ExpirationTimeMergePolicy.class.getSimpleName())) {
      LOG.log(
          Level.WARNING,
          "the map "
              + name
              + " does not keep what is newest when a split of the cluster heals; set its"
              + " merge-policy to "
              + NEWEST_WINS);
    }
  }

  private static void require(boolean good, String name, String what, String remedy) {
    if (!good) {
      throw new ConfigurationException("the map " + name + " " + what + "; " + remedy);
    }
  }
}
