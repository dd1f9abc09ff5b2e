package dev.latchkey.adapters.cache.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.MapConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.tck.TokenCacheStoreContract;
import java.time.Duration;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;

/** One cluster serves all tests; each test has maps of its own. */
@DisplayName("A store over a Hazelcast cluster")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class HazelcastTokenCacheStoreContractTest extends TokenCacheStoreContract {

  private @Nullable LoopbackCluster cluster;
  private int tests;
  private int stores;

  @BeforeEach
  void takeFreshMaps() {
    tests++;
    stores = 0;
  }

  @AfterAll
  void stopCluster() {
    breakMedium();
  }

  @Override
  protected TokenCacheStore open() {
    return HazelcastTokenCacheStoreProvider.over(member(stores++), mapName());
  }

  @Override
  protected void breakMedium() {
    if (cluster != null) {
      cluster.close();
      cluster = null;
    }
  }

  @Test
  @DisplayName("has lock, listing and notices, so that none of their tests was skipped")
  void hasEverything() {
    try (TokenCacheStore store = open()) {
      assertThat(store.lock()).isPresent();
      assertThat(store.listing()).isPresent();
      assertThat(store.changeNotices()).isPresent();
    }
  }

  @Test
  @DisplayName("renews the lifetime with every write (C-11)")
  void everyWriteRenewsTheLifetime() {
    StoreKey key = new StoreKey("key");
    try (TokenCacheStore store = open()) {
      Replaced created =
          store.replace(key, Version.ABSENT, new byte[] {1}, Duration.ofSeconds(5, 1));
      assertThat(millisToLive(key)).isEqualTo(6_000);

      Version version = ((Replaced.Done) created).version();
      store.replace(key, version, new byte[] {2}, Duration.ofHours(1));
    }
    // Nobody waits for it but the close.
    assertThat(millisToLive(key)).isEqualTo(3_600_000);
  }

  @Test
  @DisplayName("renews the lifetime soon after a write, once for many (C-11)")
  void everyWriteRenewsTheLifetimeSoon() throws InterruptedException {
    StoreKey key = new StoreKey("key");
    try (TokenCacheStore store = open()) {
      Replaced last = store.replace(key, Version.ABSENT, new byte[] {0}, Duration.ofHours(1));
      for (byte i = 1; i <= 100; i++) {
        last =
            store.replace(
                key,
                ((Replaced.Done) last).version(),
                new byte[] {i},
                Duration.ofHours(1).plusSeconds(i));
      }
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (millisToLive(key) != 3_700_000 && System.nanoTime() < end) {
        assertThat(new CountDownLatch(1).await(5, TimeUnit.MILLISECONDS)).isFalse();
      }
      assertThat(millisToLive(key)).isEqualTo(3_700_000);
    }
  }

  @Test
  @DisplayName("leaves an entry the life of the map, if it never comes to renew it (C-11)")
  void mapHasANet() {
    StoreKey key = new StoreKey("key");
    int days = 90 * 24 * 3600;
    member(0).getConfig().addMapConfig(new MapConfig(mapName()).setTimeToLiveSeconds(days));
    member(1).getConfig().addMapConfig(new MapConfig(mapName()).setTimeToLiveSeconds(days));
    try (TokenCacheStore store = open()) {
      store.replace(key, Version.ABSENT, new byte[] {1}, Duration.ofHours(1));
      // What a save does before its process dies.
      member(0).getMap(mapName()).replace(key.value(), new byte[] {1}, new byte[] {2});
    }
    assertThat(millisToLive(key)).isEqualTo(days * 1000L);
  }

  private long millisToLive(StoreKey key) {
    return member(0).getMap(mapName()).getEntryView(key.value()).getTtl();
  }

  private HazelcastInstance member(int number) {
    if (cluster == null) {
      cluster = new LoopbackCluster();
    }
    return cluster.member(number);
  }

  private String mapName() {
    return "cache-" + tests;
  }
}
