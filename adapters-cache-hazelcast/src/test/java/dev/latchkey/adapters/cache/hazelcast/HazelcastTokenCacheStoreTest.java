package dev.latchkey.adapters.cache.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;
import static org.assertj.core.api.Assertions.tuple;

import com.hazelcast.config.Config;
import com.hazelcast.config.EvictionPolicy;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NearCacheConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.TokenCacheStoreProvider;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.Serializable;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.ServiceLoader;
import java.util.TreeMap;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.logging.Handler;
import java.util.logging.LogRecord;
import java.util.logging.Logger;
import java.util.stream.Stream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

@DisplayName("The Hazelcast store")
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class HazelcastTokenCacheStoreTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final StoreKey KEY = new StoreKey("key");

  private LoopbackCluster cluster;

  @BeforeAll
  void startCluster() {
    cluster = new LoopbackCluster();
  }

  @AfterAll
  void stopCluster() {
    cluster.close();
  }

  @Test
  @DisplayName("is found by its service, under its name")
  void isFound() {
    assertThat(ServiceLoader.load(TokenCacheStoreProvider.class))
        .extracting(TokenCacheStoreProvider::name, TokenCacheStoreProvider::spiLevel)
        .containsExactly(tuple("hazelcast", SpiLevel.CURRENT));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      textBlock =
          """
          color=red | unknown settings
          mode=server | mode
          mode=client | addresses
          mode=member | interface
          mode=client;addresses=127.0.0.1:1;backups=2 | backups
          mode=member;interface=127.0.0.1;backups=0 | backups
          mode=member;interface=127.0.0.1;backups=x | backups
          mode=client;addresses=127.0.0.1:1;timeout=PT2M | timeout
          """)
  @DisplayName("refuses settings that it does not know, lacks or cannot use")
  void settingsAreChecked(String settings, String named) {
    Map<String, String> map = new TreeMap<>();
    for (String setting : settings.split(";", -1)) {
      map.put(setting.split("=", 2)[0], setting.split("=", 2)[1]);
    }
    assertThatThrownBy(() -> new HazelcastTokenCacheStoreProvider().open(map))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(named);
  }

  @Test
  @DisplayName("refuses maps that would lose tokens or show old ones")
  void mapsAreChecked() {
    assertRefused("unsaved", map -> map.setBackupCount(0), "backup");
    assertRefused(
        "evicted", map -> map.getEvictionConfig().setEvictionPolicy(EvictionPolicy.LRU), "evicts");
    assertRefused("late", map -> map.setReadBackupData(true), "backups");
    assertRefused("near", map -> map.setNearCacheConfig(new NearCacheConfig()), "near cache");
  }

  @Test
  @DisplayName("warns of a map that may not keep what is newest after a split (C-03)")
  void mergePolicyIsChecked() {
    assertThat(warningsOf("merged-by-default", map -> {}))
        .singleElement(InstanceOfAssertFactories.STRING)
        .contains("merged-by-default", "ExpirationTimeMergePolicy");
    assertThat(warningsOf("newest-by-name", map -> merge(map, MapCheck.NEWEST_WINS))).isEmpty();
    assertThat(warningsOf("newest", map -> merge(map, "ExpirationTimeMergePolicy"))).isEmpty();
  }

  private static void merge(MapConfig map, String policy) {
    map.setMergePolicyConfig(new MergePolicyConfig().setPolicy(policy));
  }

  private List<String> warningsOf(String name, Consumer<MapConfig> change) {
    MapConfig map = new MapConfig(name);
    change.accept(map);
    cluster.member(0).getConfig().addMapConfig(map);
    Logger logger = Logger.getLogger(MapCheck.class.getName());
    List<String> warnings = new ArrayList<>();
    Handler handler =
        new Handler() {
          @Override
          public void publish(LogRecord message) {
            warnings.add(message.getMessage());
          }

          @Override
          public void flush() {}

          @Override
          public void close() {}
        };
    logger.addHandler(handler);
    logger.setUseParentHandlers(false);
    try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(cluster.member(0), name)) {
      assertThat(store.isShared()).isTrue();
    } finally {
      logger.removeHandler(handler);
      logger.setUseParentHandlers(true);
    }
    return warnings;
  }

  private void assertRefused(String name, Consumer<MapConfig> change, String why) {
    Config config = cluster.member(0).getConfig();
    MapConfig map = new MapConfig(name);
    change.accept(map);
    config.addMapConfig(map);

    assertThatThrownBy(() -> HazelcastTokenCacheStoreProvider.over(cluster.member(0), name))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(name)
        .hasMessageContaining(why);
  }

  @Test
  @DisplayName("puts nothing into the cluster but the key as it came and the bytes (C-09)")
  void putsOnlyKeyAndBytes() {
    try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(cluster.member(0), "seen")) {
      store.replace(KEY, Version.ABSENT, bytes("ciphertext"), HOUR);
    }
    IMap<Object, Object> seen = cluster.member(1).getMap("seen");

    assertThat(seen.keySet()).containsExactly("key");
    assertThat(seen.get("key")).isEqualTo(bytes("ciphertext"));
  }

  @Test
  @DisplayName("passes over foreign keys and fails typed on foreign values (C-08)")
  void foreignEntriesDoNoHarm() {
    IMap<Object, Object> others = cluster.member(1).getMap("foreign");
    others.put(42, "number");
    others.put("not a key!", "text");
    others.put("key", "text instead of bytes");
    others.put(new Strange("key"), new Strange("value"));
    try (TokenCacheStore store =
        HazelcastTokenCacheStoreProvider.over(cluster.member(0), "foreign")) {
      assertThatThrownBy(() -> store.load(KEY)).isInstanceOf(CacheException.class);
      assertThatThrownBy(() -> store.replace(KEY, Version.ABSENT, bytes("a"), HOUR))
          .isInstanceOf(CacheException.class);
      StoreKey other = new StoreKey("other");
      store.replace(other, Version.ABSENT, bytes("a"), HOUR);

      assertThat(store.load(other).bytes()).isEqualTo(bytes("a"));
      assertThat(store.listing().orElseThrow().keys()).containsExactlyInAnyOrder(KEY, other);
    }
  }

  @Test
  @DisplayName(
      "as a client reads what members wrote; by its own filter it loads no class of anybody's"
          + " (C-08)")
  void clientSharesWithMembers() {
    HazelcastInstance member = cluster.member(0);
    Map<String, String> settings =
        Map.of(
            "addresses",
            "127.0.0.1:" + member.getCluster().getLocalMember().getAddress().getPort(),
            "cluster-name",
            member.getConfig().getClusterName(),
            "map",
            "shared",
            "timeout",
            "PT10S");
    try (TokenCacheStore ours = HazelcastTokenCacheStoreProvider.over(member, "shared");
        TokenCacheStore client = new HazelcastTokenCacheStoreProvider().open(settings)) {
      ours.replace(KEY, Version.ABSENT, bytes("a"), HOUR);
      Version seen = connected(client).version();
      assertThat(client.replace(KEY, seen, bytes("b"), HOUR)).isInstanceOf(Replaced.Done.class);
      assertThat(ours.load(KEY).bytes()).isEqualTo(bytes("b"));

      member.<Object, Object>getMap("shared").put("gadget", new Strange("gadget"));
      assertThatThrownBy(() -> client.load(new StoreKey("gadget")))
          .isInstanceOf(CacheException.class)
          .hasStackTraceContaining("is not allowed");
    }
  }

  /** A client connects when it can, and says until then that it is offline. */
  private static StoredPartition connected(TokenCacheStore client) {
    long end = System.nanoTime() + Duration.ofSeconds(20).toNanos();
    while (true) {
      try {
        return client.load(KEY);
      } catch (CacheException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  @Test
  @DisplayName("fails fast while the cluster is away, with no thread left waiting (C-04)")
  void failsFastWithoutCluster() throws Exception {
    try (ServerSocket nobody = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      Map<String, String> settings =
          Map.of("addresses", "127.0.0.1:" + nobody.getLocalPort(), "timeout", "PT1S");
      try (TokenCacheStore store = new HazelcastTokenCacheStoreProvider().open(settings)) {
        ExecutorService threads = Executors.newFixedThreadPool(100);
        long begin = System.nanoTime();
        try {
          List<Callable<Boolean>> callers = new ArrayList<>();
          for (int i = 0; i < 300; i++) {
            callers.add(() -> failsTyped(store));
          }
          for (Future<Boolean> failed : threads.invokeAll(callers)) {
            assertThat(failed.get()).isTrue();
          }
        } finally {
          threads.shutdownNow();
        }
        assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
        assertThat(Thread.getAllStackTraces().keySet())
            .filteredOn(thread -> thread.getName().equals("latchkey-hazelcast"))
            .hasSizeLessThanOrEqualTo(16);
      }
    }
  }

  @Test
  @DisplayName(
      "does not wait for the holder of a lock longer than its lease, nor let it overwrite"
          + " what came after (C-06)")
  void lateHolderOverwritesNothing() {
    String name = "late-" + UUID.randomUUID();
    try (TokenCacheStore late = HazelcastTokenCacheStoreProvider.over(cluster.member(0), name);
        TokenCacheStore other = HazelcastTokenCacheStoreProvider.over(cluster.member(1), name)) {
      Version seen =
          ((Replaced.Done) late.replace(KEY, Version.ABSENT, bytes("a"), HOUR)).version();
      Duration lease = Duration.ofSeconds(1);
      assertThat(acquired(late, lease)).isPresent();

      long begin = System.nanoTime();
      assertThat(acquired(other, lease)).isPresent();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(10));
      Version newer = ((Replaced.Done) other.replace(KEY, seen, bytes("b"), HOUR)).version();

      assertThat(late.replace(KEY, seen, bytes("c"), HOUR)).isInstanceOf(Replaced.Conflict.class);
      assertThat(late.load(KEY).version()).isEqualTo(newer);
    }
  }

  private static Optional<StoreLock.Held> acquired(TokenCacheStore store, Duration lease) {
    return store
        .lock()
        .orElseThrow()
        .acquire(
            KEY,
            lease,
            Deadline.after(Duration.ofSeconds(20), TimeSource.system()),
            Cancellation.none());
  }

  @Test
  @DisplayName("ends a save in time whose member hangs, and leaves no interruption behind (C-04)")
  void savesEndInTime() throws Exception {
    String name = "hang-" + UUID.randomUUID();
    try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(cluster.member(0), name)) {
      Version seen = written(store);
      HungMember.during(cluster.member(0), name, KEY, () -> assertSaveEndsInTime(store, seen));
      assertThat(connected(store).exists()).isTrue();
    }
  }

  private static void assertSaveEndsInTime(TokenCacheStore store, Version seen) {
    long begin = System.nanoTime();
    assertThatThrownBy(() -> store.replace(KEY, seen, bytes("b"), HOUR))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("PT2S");
    assertThat(Duration.ofNanos(System.nanoTime() - begin))
        .isBetween(Duration.ofSeconds(2), Duration.ofSeconds(10));
    assertThat(Thread.interrupted()).isFalse();
    assertThatThrownBy(() -> store.replace(KEY, seen, bytes("b"), HOUR))
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("left alone");
  }

  @Test
  @DisplayName("ends a save whose thread is interrupted, and keeps the interruption")
  void savesCanBeInterrupted() throws Exception {
    String name = "hang-" + UUID.randomUUID();
    try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(cluster.member(0), name)) {
      Version seen = written(store);
      HungMember.during(
          cluster.member(0),
          name,
          KEY,
          () -> {
            Saver saver = new Saver(store, seen);
            saver.awaitWaiting();
            saver.thread.interrupt();
            assertThat(saver.failure()).hasMessageContaining("interrupted");
            assertThat(saver.wasInterrupted).isTrue();
          });
      assertThat(store.load(KEY).exists()).isTrue();
    }
  }

  private static Version written(TokenCacheStore store) {
    store.replace(KEY, Version.ABSENT, bytes("a"), HOUR);
    return store.load(KEY).version();
  }

  private static boolean failsTyped(TokenCacheStore store) {
    try {
      store.load(KEY);
      return false;
    } catch (CacheException e) {
      return true;
    }
  }

  @Test
  @DisplayName("as a member ends with its store")
  void memberEndsWithItsStore() {
    Map<String, String> first =
        Map.of(
            "mode", "member",
            "interface", "127.0.0.1",
            "cluster-name", "own-" + UUID.randomUUID(),
            "timeout", "PT20S");
    TokenCacheStore store = new HazelcastTokenCacheStoreProvider().open(first);
    try {
      Version version =
          ((Replaced.Done) store.replace(KEY, Version.ABSENT, bytes("a"), HOUR)).version();
      assertThat(store.load(KEY).version()).isEqualTo(version);
    } finally {
      store.close();
    }
    assertThatThrownBy(() -> store.load(KEY)).isInstanceOf(CacheException.class);
    assertThat(Hazelcast.getAllHazelcastInstances())
        .noneMatch(it -> it.getConfig().getClusterName().startsWith("own-"));
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** A thread that saves. */
  private static final class Saver {

    private final FutureTask<CacheException> save;
    private final Thread thread;
    private volatile boolean wasInterrupted;

    Saver(TokenCacheStore store, Version seen) {
      save =
          new FutureTask<>(
              () -> {
                CacheException failure =
                    catchThrowableOfType(
                        CacheException.class, () -> store.replace(KEY, seen, bytes("b"), HOUR));
                wasInterrupted = Thread.currentThread().isInterrupted();
                return failure;
              });
      thread = new Thread(save);
      thread.start();
    }

    void awaitWaiting() {
      long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
      while (!isWaiting()) {
        assertThat(System.nanoTime()).isLessThan(end);
        Thread.onSpinWait();
      }
    }

    private boolean isWaiting() {
      return Stream.of(thread.getStackTrace())
          .anyMatch(frame -> frame.getMethodName().equals("park"));
    }

    CacheException failure() throws Exception {
      return save.get(20, TimeUnit.SECONDS);
    }
  }

  /** What another application of the cluster may keep. */
  record Strange(String value) implements Serializable {}
}
