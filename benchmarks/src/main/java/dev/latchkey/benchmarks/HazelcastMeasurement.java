package dev.latchkey.benchmarks;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.latchkey.adapters.cache.hazelcast.HazelcastTokenCacheStoreProvider;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.client.TokenCache;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.time.Duration;
import java.util.UUID;

/** Tokens in a cluster, beside its own map with and without its near cache: one member, here. */
final class HazelcastMeasurement {

  private static final String NEAR = "near";
  private static final int HITS = 1_000;
  private static final int CALLS = 50;
  private static final int PARTITION_BYTES = 6_000;
  private static final Duration HOUR = Duration.ofHours(1);

  private HazelcastMeasurement() {}

  /** Arguments: warm-ups and rounds. */
  public static void main(String[] arguments) throws Exception {
    HazelcastInstance member = Hazelcast.newHazelcastInstance(config());
    try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(member, "tokens");
        TokenCache cache = TokenCache.over(store, CacheProtection.encrypted(new MemoryKey()));
        LatchkeyPeople people =
            new LatchkeyPeople(InProcessEndpoint.withoutLatency(), 1, cache, () -> {})) {
      people.fill(1);
      byte[] bytes = new byte[PARTITION_BYTES];
      IMap<String, byte[]> map = member.getMap("bare");
      IMap<String, byte[]> near = member.getMap(NEAR);
      map.set("key", bytes);
      near.set("key", bytes);
      StoreKey key = new StoreKey("key");
      store.replace(key, Version.ABSENT, bytes, HOUR);
      StoredPartition[] loaded = new StoredPartition[1];
      Object[] sink = new Object[1];
      new Turns()
          .addSmall("near-cache", HITS, () -> sink[0] = near.get("key"))
          .addSmall("hit", HITS, () -> sink[0] = people.get(0))
          .add("get", CALLS, () -> {}, () -> sink[0] = map.get("key"))
          .add("load", CALLS, () -> {}, () -> sink[0] = store.load(key))
          .add("set", CALLS, () -> bytes[0]++, () -> map.set("key", bytes))
          .add(
              "save",
              CALLS,
              () -> {
                loaded[0] = store.load(key);
                bytes[0]++;
              },
              () -> saved(store.replace(key, loaded[0].version(), bytes, HOUR)))
          .print(Integer.parseInt(arguments[0]), Integer.parseInt(arguments[1]));
    } finally {
      member.getLifecycleService().terminate();
    }
  }

  private static void saved(Replaced replaced) {
    if (!(replaced instanceof Replaced.Done)) {
      throw new IllegalStateException("somebody else wrote");
    }
  }

  private static Config config() {
    Config config = new Config();
    config
        .setClusterName("benchmark-" + UUID.randomUUID())
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .addMapConfig(
            new MapConfig(NEAR)
                .setNearCacheConfig(new NearCacheConfig().setCacheLocalEntries(true)));
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().setPort(15701).setPortCount(1000).setPortAutoIncrement(true);
    config.getNetworkConfig().getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    config.getNetworkConfig().getJoin().getAutoDetectionConfig().setEnabled(false);
    config.getNetworkConfig().getJoin().getMulticastConfig().setEnabled(false);
    return config;
  }
}
