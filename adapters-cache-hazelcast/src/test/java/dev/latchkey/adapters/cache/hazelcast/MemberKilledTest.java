package dev.latchkey.adapters.cache.hazelcast;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.io.BufferedReader;
import java.io.File;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Three members in processes of their own, of which one after the other is killed (C-01). */
@DisplayName("A cluster of three that loses members under load")
class MemberKilledTest {

  private static final int WRITERS = 8;
  private static final int ENTRIES = 200;

  private final String cluster = "killed-" + UUID.randomUUID();
  private final List<Member> members = new ArrayList<>();

  @AfterEach
  void stopMembers() {
    members.forEach(Member::kill);
  }

  @Test
  @Tag("real-peer")
  @Timeout(180)
  @DisplayName("loses nothing that was acknowledged")
  void losesNothing() throws Exception {
    killUnderLoad(2, Duration.ofSeconds(4));
  }

  @Test
  @Tag("long")
  @Timeout(600)
  @DisplayName("loses nothing that was acknowledged in three minutes, a kill every fifteen seconds")
  void losesNothingInThreeMinutes() throws Exception {
    killUnderLoad(Integer.getInteger("member.kills", 12), Duration.ofSeconds(15));
  }

  private void killUnderLoad(int kills, Duration between) throws Exception {
    members.add(new Member(cluster, "127.0.0.1"));
    members.add(new Member(cluster, members.get(0).address));
    members.add(new Member(cluster, members.get(0).address));
    HazelcastInstance client = client();
    ExecutorService threads = Executors.newFixedThreadPool(WRITERS);
    AtomicBoolean over = new AtomicBoolean();
    AtomicLong writes = new AtomicLong();
    Map<StoreKey, Integer> acknowledged = new ConcurrentHashMap<>();
    try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(client)) {
      List<Future<Integer>> writers = new ArrayList<>();
      for (int w = 0; w < WRITERS; w++) {
        StoreKey key = new StoreKey("user-" + w);
        Callable<Integer> writer = () -> write(store, key, acknowledged, writes, over);
        writers.add(threads.submit(writer));
      }
      for (int kill = 0; kill < kills; kill++) {
        awaitWrites(writes, between);
        members.remove(0).kill();
        awaitMembers(client, 2);
        awaitWrites(writes, between);
        members.add(new Member(cluster, members.get(0).address));
        awaitMembers(client, 3);
      }
      over.set(true);
      for (Future<Integer> writer : writers) {
        assertThat(writer.get(60, TimeUnit.SECONDS)).isPositive();
      }
      acknowledged.forEach(
          (key, number) -> assertThat(number(loaded(store, key))).isGreaterThanOrEqualTo(number));
    } finally {
      over.set(true);
      threads.shutdownNow();
      client.shutdown();
    }
  }

  @Test
  @Tag("long")
  @Timeout(300)
  @DisplayName(
      "of which two die at once goes on, and has lost nothing if it keeps two copies (C-02)")
  void twoAtOnceLoseNothingOfTwoCopies() {
    assertThat(keptWhenTwoAreKilled(2)).isEqualTo(ENTRIES);
  }

  @Test
  @Tag("long")
  @Timeout(300)
  @DisplayName("of which two die at once goes on with what is left of one copy (C-02)")
  void twoAtOnceLeaveAWorkingCluster() {
    assertThat(keptWhenTwoAreKilled(1)).isBetween(1, ENTRIES);
  }

  private int keptWhenTwoAreKilled(int backups) {
    members.add(new Member(cluster, "127.0.0.1", backups));
    members.add(new Member(cluster, members.get(0).address, backups));
    members.add(new Member(cluster, members.get(0).address, backups));
    HazelcastInstance client = client();
    try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(client)) {
      awaitMembers(client, 3);
      byte[] content = "1".getBytes(UTF_8);
      for (int i = 0; i < ENTRIES; i++) {
        assertThat(
                store.replace(
                    new StoreKey("user-" + i), Version.ABSENT, content, Duration.ofHours(1)))
            .isInstanceOf(Replaced.Done.class);
      }
      Member first = members.remove(0);
      members.remove(0).kill();
      first.kill();
      awaitMembers(client, 1);
      int kept = 0;
      for (int i = 0; i < ENTRIES; i++) {
        StoreKey key = new StoreKey("user-" + i);
        StoredPartition left = loaded(store, key);
        kept += left.exists() ? 1 : 0;
        // Whoever signs in again is kept again.
        assertThat(store.replace(key, left.version(), content, Duration.ofHours(1)))
            .isInstanceOf(Replaced.Done.class);
      }
      return kept;
    } finally {
      client.shutdown();
    }
  }

  /** Counts up; after each failure the store is asked what became of the write. */
  private static int write(
      TokenCacheStore store,
      StoreKey key,
      Map<StoreKey, Integer> acknowledged,
      AtomicLong writes,
      AtomicBoolean over) {
    int last = 0;
    while (!over.get()) {
      try {
        StoredPartition seen = store.load(key);
        int number = number(seen);
        assertThat(number).as("what was acknowledged").isGreaterThanOrEqualTo(last);
        byte[] next = Integer.toString(number + 1).getBytes(UTF_8);
        if (store.replace(key, seen.version(), next, Duration.ofHours(1))
            instanceof Replaced.Done) {
          last = number + 1;
          acknowledged.put(key, last);
          writes.incrementAndGet();
        }
      } catch (CacheException e) {
        // The members are finding each other; the next turn asks again.
        pause();
      }
    }
    return last;
  }

  private static int number(StoredPartition partition) {
    return partition.exists() ? Integer.parseInt(new String(partition.bytes(), UTF_8)) : 0;
  }

  private static StoredPartition loaded(TokenCacheStore store, StoreKey key) {
    long end = System.nanoTime() + Duration.ofSeconds(30).toNanos();
    while (true) {
      try {
        return store.load(key);
      } catch (CacheException e) {
        if (System.nanoTime() > end) {
          throw e;
        }
      }
    }
  }

  /** Lets the writers work for a while, and waits until they do. */
  private static void awaitWrites(AtomicLong writes, Duration atLeast) {
    long before = writes.get();
    long begin = System.nanoTime();
    while (System.nanoTime() - begin < atLeast.toNanos() || writes.get() < before + 50) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(40));
      pause();
    }
  }

  private static void awaitMembers(HazelcastInstance client, int count) {
    long begin = System.nanoTime();
    while (client.getCluster().getMembers().size() != count) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
      pause();
    }
  }

  private static void pause() {
    try {
      boolean never = new CountDownLatch(1).await(20, TimeUnit.MILLISECONDS);
      assertThat(never).isFalse();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  private HazelcastInstance client() {
    ClientConfig config = new ClientConfig();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.logging.type", "none");
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.getNetworkConfig().addAddress(members.get(0).address, members.get(1).address);
    config
        .getConnectionStrategyConfig()
        .getConnectionRetryConfig()
        .setClusterConnectTimeoutMillis(60_000);
    return HazelcastClient.newHazelcastClient(config);
  }

  /** A process, and where its member listens. */
  private static final class Member {

    private final Process process;
    private final String address;

    Member(String cluster, String other) {
      this(cluster, other, 1);
    }

    Member(String cluster, String other, int backups) {
      try {
        process =
            new ProcessBuilder(
                    Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                    "-Xmx192m",
                    "-XX:TieredStopAtLevel=1",
                    "-XX:+UseSerialGC",
                    "-Dhazelcast.logging.type=none",
                    "-cp",
                    classPath(),
                    MemberProcess.class.getName(),
                    cluster,
                    other,
                    Integer.toString(backups))
                .redirectError(ProcessBuilder.Redirect.DISCARD)
                .start();
        BufferedReader output =
            new BufferedReader(new InputStreamReader(process.getInputStream(), UTF_8));
        String line;
        do {
          line = output.readLine();
          assertThat(line).as("a line of the member's").isNotNull();
        } while (!line.startsWith("listening "));
        address = line.substring("listening ".length());
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
    }

    void kill() {
      process.destroyForcibly();
    }

    private static String classPath() {
      return Stream.of(MemberProcess.class, HazelcastInstance.class)
          .map(Member::home)
          .collect(Collectors.joining(File.pathSeparator));
    }

    private static String home(Class<?> type) {
      try {
        return Path.of(type.getProtectionDomain().getCodeSource().getLocation().toURI()).toString();
      } catch (URISyntaxException e) {
        throw new AssertionError(e);
      }
    }
  }
}
