package dev.latchkey.spi.tck;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.junit.jupiter.api.Assumptions.abort;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.cache.ChangeNotices;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.Callable;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.function.Executable;

/**
 * The obligations of a {@link TokenCacheStore}, as tests. A store's own test extends this class and
 * says how to open it:
 *
 * <pre>{@code
 * class FileTokenCacheStoreContractTest extends TokenCacheStoreContract {
 *   @TempDir Path directory;
 *
 *   @Override
 *   protected TokenCacheStore open() {
 *     return FileTokenCacheStoreProvider.at(directory.resolve("cache.json"));
 *   }
 * }
 * }</pre>
 *
 * <p>Each test begins with an empty medium, which the subclass makes in a {@code @BeforeEach} of
 * its own or in a temporary directory. Tests of what a store need not have are skipped where it is
 * absent, so a store that has it should also say so in a test of its own. What cannot be seen from
 * here stays with those tests too: who else may read the medium, that content goes when its
 * lifetime is over, and what happens between real processes.
 *
 * @since 0.1
 */
@Timeout(60)
public abstract class TokenCacheStoreContract {

  private static final Duration HOUR = Duration.ofHours(1);

  /** For what has to come: only a failure waits so long. */
  private static final Duration PATIENCE = Duration.ofSeconds(20);

  /** For what must not come: every success waits so long. */
  private static final Duration GLANCE = Duration.ofMillis(150);

  /** In memory, 200 rounds are over before the next thread begins, and nothing would collide. */
  private static final Duration ROUNDS_AT_LEAST = Duration.ofMillis(500);

  private static final StoreKey PARTITION = new StoreKey("partition-1");
  private static final StoreKey OTHER_PARTITION = new StoreKey("partition-2");

  private final List<TokenCacheStore> opened = new ArrayList<>();
  private @Nullable TokenCacheStore first;
  private @Nullable TokenCacheStore second;

  /** Begins with no store. */
  protected TokenCacheStoreContract() {}

  /**
   * Opens a store over the medium of the running test. Each call within a test gives another store
   * over the same medium, as another process would have it; the contract closes them. A store that
   * is not shared has no medium but itself.
   *
   * @return an open store
   */
  protected abstract TokenCacheStore open();

  /**
   * Makes the medium fail from now on, for the rest of the running test: deletes the directory,
   * stops the cluster. Called only after {@link #open()}. Without it the tests of failures are
   * skipped.
   */
  protected void breakMedium() {
    abort("this medium does not fail");
  }

  @AfterEach
  void closeStores() {
    opened.forEach(TokenCacheStore::close);
    opened.clear();
    first = null;
    second = null;
  }

  @Nested
  @DisplayName("a partition that does not exist")
  class Absent {

    @Test
    @DisplayName("loads as absent, without bytes")
    void loadsAsAbsent() {
      assertAbsent(store().load(key()));
    }

    @Test
    @DisplayName("is not replaced under any version but that of its absence")
    void isNotReplaced() {
      Replaced replaced = store().replace(key(), new Version("stale"), bytes("a"), HOUR);

      assertAbsent(conflict(replaced));
      assertAbsent(store().load(key()));
    }

    @Test
    @DisplayName("is created, and then not created again")
    void isCreatedOnce() {
      Version version = create(store(), key(), "a");
      Replaced again = store().replace(key(), Version.ABSENT, bytes("b"), HOUR);

      assertThat(version).isNotEqualTo(Version.ABSENT);
      assertHolds(conflict(again), version, "a");
      assertHolds(store().load(key()), version, "a");
    }

    @Test
    @DisplayName("is removed by who expects it to be absent, and by nobody else")
    void isRemovedAsExpected() {
      Replaced stale = store().remove(key(), new Version("stale"));
      Replaced expected = store().remove(key(), Version.ABSENT);

      assertAbsent(conflict(stale));
      assertThat(done(expected)).isEqualTo(Version.ABSENT);
      assertAbsent(store().load(key()));
    }
  }

  @Nested
  @DisplayName("a partition that exists")
  class Present {

    @Test
    @DisplayName("is not replaced under a stale version; the bytes that came first come back")
    void staleVersionConflicts() {
      Version one = create(store(), key(), "a");
      Version two = done(store().replace(key(), one, bytes("b"), HOUR));
      Replaced stale = store().replace(key(), one, bytes("c"), HOUR);

      assertHolds(conflict(stale), two, "b");
      assertHolds(store().load(key()), two, "b");
    }

    @Test
    @DisplayName("is replaced under its version, with longer and with shorter bytes")
    void currentVersionReplaces() {
      Version version = create(store(), key(), "a");
      for (String next : List.of("longer than before", "b", "")) {
        version = done(store().replace(key(), version, bytes(next), HOUR));
        assertHolds(store().load(key()), version, next);
      }
    }

    @Test
    @DisplayName("goes on from the version of a conflict, without another load")
    void conflictTellsTheVersionToExpectNext() {
      create(store(), key(), "a");
      StoredPartition current = conflict(store().replace(key(), Version.ABSENT, bytes("b"), HOUR));

      done(store().replace(key(), current.version(), bytes("a, b"), HOUR));

      assertThat(store().load(key()).bytes()).isEqualTo(bytes("a, b"));
    }

    @Test
    @DisplayName("has another version for other bytes, also of the same length at the same time")
    void versionsDiffer() {
      Set<Version> versions = new HashSet<>();
      Version version = create(store(), key(), "000");
      versions.add(version);
      for (int i = 1; i < 200; i++) {
        byte[] next = bytes(String.format(Locale.ROOT, "%03d", i));
        version = done(store().replace(key(), version, next, HOUR));
        versions.add(version);
      }

      assertThat(versions).hasSize(200).doesNotContain(Version.ABSENT);
    }

    @Test
    @DisplayName("keeps its version until somebody writes")
    void versionIsStable() {
      Version version = create(store(), key(), "a");

      assertThat(store().load(key()).version()).isEqualTo(version);
      assertThat(store().load(key()).version()).isEqualTo(version);
    }

    @Test
    @DisplayName("tells its version without being read, as a load would, in every state")
    void versionIsThatOfALoad() {
      assertThat(other().version(key())).isEqualTo(Version.ABSENT);
      Version one = create(store(), key(), "a");
      assertThat(other().version(key())).isEqualTo(one);
      Version two = done(store().replace(key(), one, bytes("b"), HOUR));
      assertThat(other().version(key())).isEqualTo(two).isEqualTo(other().load(key()).version());
      done(store().remove(key(), two));
      assertThat(other().version(key())).isEqualTo(Version.ABSENT);
    }

    @Test
    @DisplayName("is replaced by the same bytes under its version")
    void sameBytesReplace() {
      Version version = create(store(), key(), "a");
      Version again = done(store().replace(key(), version, bytes("a"), HOUR));

      assertHolds(store().load(key()), again, "a");
    }

    @Test
    @DisplayName("is not removed under a stale version, nor by who expects it to be absent")
    void staleVersionRemovesNothing() {
      Version one = create(store(), key(), "a");
      Version two = done(store().replace(key(), one, bytes("b"), HOUR));

      assertHolds(conflict(store().remove(key(), one)), two, "b");
      assertHolds(conflict(store().remove(key(), Version.ABSENT)), two, "b");
      assertHolds(store().load(key()), two, "b");
    }

    @Test
    @DisplayName("is removed under its version, and then created again, not replaced")
    void isRemovedAndCreatedAgain() {
      Version old = create(store(), key(), "a");

      assertThat(done(store().remove(key(), old))).isEqualTo(Version.ABSENT);
      assertAbsent(store().load(key()));
      assertAbsent(conflict(store().replace(key(), old, bytes("b"), HOUR)));
      assertAbsent(conflict(store().remove(key(), old)));
      Version created = create(store(), key(), "b");
      assertHolds(store().load(key()), created, "b");
      assertHolds(conflict(store().replace(key(), old, bytes("c"), HOUR)), created, "b");
    }
  }

  @Nested
  @DisplayName("content that nobody can read")
  class Unreadable {

    @Test
    @DisplayName("is moved aside as a whole, or stays as it is")
    void isMovedAsideOrStays() {
      Version version = create(store(), key(), "a");

      if (store().moveAside(key(), version)) {
        assertAbsent(other().load(key()));
        Version next = create(store(), key(), "b");
        assertHolds(other().load(key()), next, "b");
      } else {
        assertHolds(other().load(key()), version, "a");
      }
    }

    @Test
    @DisplayName("is not taken for other content, nor for none")
    void isNotTakenForOthers() {
      assertThat(store().moveAside(key(), Version.ABSENT)).isFalse();
      assertThat(store().moveAside(key(), new Version("stale"))).isFalse();
      Version version = create(store(), key(), "a");

      assertThat(store().moveAside(key(), Version.ABSENT)).isFalse();
      assertThat(store().moveAside(key(), new Version("stale"))).isFalse();
      assertHolds(store().load(key()), version, "a");
    }
  }

  @Nested
  @DisplayName("the bytes")
  class Bytes {

    @Test
    @DisplayName("come back as they were given: none, one, every value, 4 MiB")
    void areVerbatim() {
      byte[] everyValue = new byte[256];
      for (int i = 0; i < everyValue.length; i++) {
        everyValue[i] = (byte) i;
      }
      byte[] large = new FixedRandomSource().bytes(4 * 1024 * 1024);
      Version version = Version.ABSENT;
      for (byte[] next : List.of(new byte[0], new byte[] {0}, everyValue, large, new byte[0])) {
        version = done(store().replace(key(), version, next, HOUR));
        StoredPartition loaded = other().load(key());

        assertThat(loaded.exists()).isTrue();
        assertThat(loaded.version()).isEqualTo(version);
        // Not isEqualTo: a failure would print millions of numbers.
        assertThat(Arrays.equals(loaded.bytes(), next)).as("%d bytes", next.length).isTrue();
      }
    }

    @Test
    @DisplayName("are copied: an array that the caller changes afterwards changes nothing")
    void areCopied() {
      byte[] given = bytes("abc");
      Version created = done(store().replace(key(), Version.ABSENT, given, HOUR));
      given[0] = 'x';
      store().load(key()).bytes()[1] = 'x';
      assertHolds(store().load(key()), created, "abc");

      byte[] next = bytes("def");
      Version replaced = done(store().replace(key(), created, next, HOUR));
      next[0] = 'x';
      assertHolds(store().load(key()), replaced, "def");
    }

    @Test
    @DisplayName("do not show in what the store prints")
    void areNotPrinted() {
      create(store(), key(), "marker-of-a-secret");

      assertThat(store().toString()).doesNotContain("marker-of-a-secret");
      assertThatThrownBy(() -> store().replace(key(), Version.ABSENT, bytes("b"), Duration.ZERO))
          .hasMessageNotContaining("marker-of-a-secret");
    }
  }

  @Nested
  @DisplayName("the lifetime")
  class Lifetime {

    @Test
    @DisplayName("is more than zero; otherwise nothing is written")
    void isPositive() {
      for (Duration lifetime : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
        assertThatThrownBy(() -> store().replace(key(), Version.ABSENT, bytes("a"), lifetime))
            .isInstanceOf(IllegalArgumentException.class);
      }
      assertAbsent(store().load(key()));
    }

    @Test
    @DisplayName("may be as long as a duration can be")
    void mayBeVeryLong() {
      Duration longest = Duration.ofSeconds(Long.MAX_VALUE, 999_999_999);
      Version created = done(store().replace(key(), Version.ABSENT, bytes("a"), longest));
      assertHolds(store().load(key()), created, "a");

      Version replaced = done(store().replace(key(), created, bytes("b"), longest));
      assertHolds(store().load(key()), replaced, "b");
    }

    @Test
    @DisplayName(
        "may be as short as a duration can be: the partition is there or gone, never wrong")
    void mayBeVeryShort() {
      Duration shortest = Duration.ofNanos(1);
      Version created = done(store().replace(key(), Version.ABSENT, bytes("a"), shortest));
      StoredPartition loaded = store().load(key());

      if (loaded.exists()) {
        assertHolds(loaded, created, "a");
      } else {
        assertAbsent(loaded);
      }
    }
  }

  @Nested
  @DisplayName("many threads")
  class Threads {

    @Test
    @DisplayName("of those that create or replace with the same expectation, exactly one succeeds")
    void oneOfManyReplaces() {
      try (Together threads = new Together()) {
        Version expected = Version.ABSENT;
        for (int round = 0; round < 40; round++) {
          Version before = expected;
          String name = "round " + round + ", writer ";
          List<Callable<Replaced>> writers = new ArrayList<>();
          for (int w = 0; w < 4; w++) {
            byte[] next = bytes(name + w);
            TokenCacheStore store = oneOfTwo(w);
            writers.add(() -> store.replace(key(), before, next, HOUR));
          }
          expected = onlyWinner(threads.run(writers));
        }
      }
    }

    @Test
    @DisplayName("of one that removes and one that replaces, exactly one succeeds")
    void removeAndReplaceExcludeEachOther() {
      TokenCacheStore remover = store();
      TokenCacheStore writer = other();
      try (Together threads = new Together()) {
        StoredPartition before = store().load(key());
        for (int round = 0; round < 40; round++) {
          Version expected =
              before.exists() ? before.version() : create(store(), key(), "round " + round);
          byte[] next = bytes("replaced in round " + round);
          onlyWinner(
              threads.run(
                  List.of(
                      () -> remover.remove(key(), expected),
                      () -> writer.replace(key(), expected, next, HOUR))));
          before = store().load(key());
        }
      }
    }

    private Version onlyWinner(List<Replaced> results) {
      StoredPartition now = store().load(key());
      List<Version> winners = new ArrayList<>();
      for (Replaced result : results) {
        if (result instanceof Replaced.Done done) {
          winners.add(done.version());
        } else {
          StoredPartition current = conflict(result);
          assertThat(current.version()).isEqualTo(now.version());
          assertThat(current.bytes()).isEqualTo(now.bytes());
        }
      }
      assertThat(winners).containsExactly(now.version());
      return now.version();
    }

    @Test
    @DisplayName(
        "that create and remove do it one at a time; who reads meanwhile sees all or nothing")
    void createdIsNotOverwritten() {
      List<Callable<Integer>> creators = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        TokenCacheStore store = oneOfTwo(t);
        byte[] own = bytes("creator " + t);
        creators.add(() -> createAndRemove(store, own));
      }
      TokenCacheStore read = other();
      creators.add(() -> loadWholeOrAbsent(read));
      try (Together threads = new Together()) {
        threads.run(creators);
      }

      assertAbsent(store().load(key()));
    }

    private int loadWholeOrAbsent(TokenCacheStore store) {
      Deadline end = Deadline.after(ROUNDS_AT_LEAST, TimeSource.system());
      int seen = 0;
      while (!end.hasPassed()) {
        StoredPartition partition = store.load(key());
        if (partition.exists()) {
          assertThat(new String(partition.bytes(), UTF_8)).startsWith("creator ");
          seen++;
        } else {
          assertAbsent(partition);
        }
      }
      return seen;
    }

    private int createAndRemove(TokenCacheStore store, byte[] own) {
      Deadline atLeast = Deadline.after(ROUNDS_AT_LEAST, TimeSource.system());
      int created = 0;
      for (int i = 0; i < 50 || !atLeast.hasPassed(); i++) {
        Replaced replaced = store.replace(key(), Version.ABSENT, own, HOUR);
        if (replaced instanceof Replaced.Done done) {
          assertThat(done(store.remove(key(), done.version()))).isEqualTo(Version.ABSENT);
          created++;
        }
      }
      return created;
    }

    @Test
    @DisplayName("lose no update: 8 threads add 1 for 200 times each, or more if that is quick")
    void noUpdateIsLost() {
      try (Together threads = new Together()) {
        List<Callable<Integer>> adders = new ArrayList<>();
        for (int t = 0; t < 8; t++) {
          TokenCacheStore store = oneOfTwo(t);
          adders.add(() -> addOnes(store));
        }
        int added = threads.run(adders).stream().mapToInt(Integer::intValue).sum();

        assertThat(count(store().load(key()))).isEqualTo(added).isGreaterThanOrEqualTo(8 * 200);
      }
    }

    private int addOnes(TokenCacheStore store) {
      Deadline atLeast = Deadline.after(ROUNDS_AT_LEAST, TimeSource.system());
      int added = 0;
      while (added < 200 || !atLeast.hasPassed()) {
        StoredPartition seen = store.load(key());
        while (true) {
          // Always the same length, so that a version made of length and time would be caught.
          byte[] next = bytes(String.format(Locale.ROOT, "%08d", count(seen) + 1));
          Replaced replaced = store.replace(key(), seen.version(), next, HOUR);
          if (replaced instanceof Replaced.Done) {
            break;
          }
          seen = conflict(replaced);
        }
        added++;
      }
      return added;
    }

    private int count(StoredPartition partition) {
      return partition.exists() ? Integer.parseInt(new String(partition.bytes(), UTF_8)) : 0;
    }

    @Test
    @DisplayName("never read parts of two writes, nor bytes with the version of others")
    void readsAreWhole() {
      TokenCacheStore read = other();
      AtomicBoolean over = new AtomicBoolean();
      Map<Version, Byte> known = new ConcurrentHashMap<>();
      Version begin = done(store().replace(key(), Version.ABSENT, uniform(0), HOUR));
      Callable<Integer> writer =
          () -> {
            Version version = begin;
            try {
              for (int i = 1; i <= 60; i++) {
                version = done(store().replace(key(), version, uniform(i), HOUR));
              }
              return 60;
            } finally {
              over.set(true);
            }
          };
      Callable<Integer> reader =
          () -> {
            int reads = 0;
            do {
              StoredPartition seen = read.load(key());
              byte[] bytes = seen.bytes();
              assertThat(Arrays.equals(bytes, uniform(bytes[0]))).as("one write").isTrue();
              Byte before = known.putIfAbsent(seen.version(), bytes[0]);
              assertThat(before == null || before == bytes[0]).as("its version").isTrue();
              reads++;
            } while (!over.get());
            return reads;
          };
      try (Together threads = new Together()) {
        assertThat(threads.run(List.of(reader, writer, reader))).allMatch(times -> times > 0);
      }
    }

    private byte[] uniform(int value) {
      // Longer when the value is even: a write in place would leave the tail of the one before.
      byte[] bytes = new byte[(value % 2 == 0 ? 96 : 64) * 1024];
      Arrays.fill(bytes, (byte) value);
      return bytes;
    }

    @Test
    @DisplayName("that are interrupted keep their flag and do no harm to others")
    void interruptsDoNoHarm() {
      Version version = create(store(), key(), "a");
      for (Executable call :
          List.<Executable>of(
              () -> store().load(key()),
              () -> store().replace(key(), new Version("stale"), bytes("b"), HOUR),
              () -> store().remove(key(), new Version("stale")))) {
        Thread.currentThread().interrupt();
        try {
          call.execute();
        } catch (CacheException e) {
          // A store may give up when interrupted.
        } catch (Throwable e) {
          throw new AssertionError("not a CacheException", e);
        } finally {
          assertThat(Thread.interrupted()).as("the flag is still set").isTrue();
        }
      }

      assertHolds(store().load(key()), version, "a");
      done(store().replace(key(), version, bytes("b"), HOUR));
    }
  }

  @Nested
  @DisplayName("partitions")
  class Partitions {

    @Test
    @DisplayName("do not touch each other")
    void areIndependent() {
      assumePartitioned();
      Version one = create(store(), PARTITION, "a");
      Version two = create(store(), OTHER_PARTITION, "b");
      one = done(store().replace(PARTITION, one, bytes("c"), HOUR));

      assertHolds(store().load(OTHER_PARTITION), two, "b");
      done(store().remove(OTHER_PARTITION, two));
      assertHolds(store().load(PARTITION), one, "c");
    }

    @Test
    @DisplayName("are told apart to the letter, case and last of 128 characters included")
    void areToldApart() {
      assumePartitioned();
      List<String> names =
          List.of("key", "KEY", "k", "-", "_", "a".repeat(128), "a".repeat(127) + "b", "whole");
      for (String name : names) {
        create(store(), new StoreKey(name), "content of " + name);
      }

      for (String name : names) {
        assertThat(store().load(new StoreKey(name)).bytes()).isEqualTo(bytes("content of " + name));
      }
    }

    @Test
    @DisplayName("are written at the same time by many threads")
    void areWrittenAtTheSameTime() {
      assumePartitioned();
      List<Callable<Version>> writers = new ArrayList<>();
      for (int w = 0; w < 8; w++) {
        StoreKey own = new StoreKey("partition-of-writer-" + w);
        TokenCacheStore store = oneOfTwo(w);
        writers.add(
            () -> {
              Version version = Version.ABSENT;
              for (int i = 0; i < 25; i++) {
                version = done(store.replace(own, version, bytes(own + " " + i), HOUR));
              }
              return version;
            });
      }
      try (Together threads = new Together()) {
        List<Version> versions = threads.run(writers);
        for (int w = 0; w < 8; w++) {
          StoreKey own = new StoreKey("partition-of-writer-" + w);
          assertHolds(store().load(own), versions.get(w), own + " 24");
        }
      }
    }

    @Test
    @DisplayName("are one in a store of one blob, which takes no other key")
    void areOneInOneBlob() {
      assumeTrue(store().layout() == StoreLayout.ONE_BLOB, "the store is partitioned");

      assertThatThrownBy(() -> store().load(PARTITION))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store().replace(PARTITION, Version.ABSENT, bytes("a"), HOUR))
          .isInstanceOf(IllegalArgumentException.class);
      assertThatThrownBy(() -> store().remove(PARTITION, Version.ABSENT))
          .isInstanceOf(IllegalArgumentException.class);
      assertAbsent(store().load(StoreKey.WHOLE));
    }

    private void assumePartitioned() {
      assumeTrue(store().layout() == StoreLayout.PARTITIONED, "the store is one blob");
    }
  }

  @Nested
  @DisplayName("a second store over the same medium")
  class Shared {

    @Test
    @DisplayName("conflicts with writes that it has not seen")
    void conflictsWithOthers() {
      assumeShared();
      Version one = create(store(), key(), "a");
      Version two = done(other().replace(key(), one, bytes("b"), HOUR));

      assertHolds(conflict(store().replace(key(), one, bytes("c"), HOUR)), two, "b");
      assertHolds(conflict(store().remove(key(), one)), two, "b");
    }

    @Test
    @DisplayName("sees what was acknowledged, at once and under the same version")
    void seesAcknowledgedWrites() {
      assumeShared();
      Version version = create(store(), key(), "0");
      for (int i = 1; i < 50; i++) {
        TokenCacheStore writer = oneOfTwo(i);
        TokenCacheStore reader = oneOfTwo(i + 1);
        assertHolds(reader.load(key()), version, String.valueOf(i - 1));
        version = done(writer.replace(key(), version, bytes(String.valueOf(i)), HOUR));
        assertHolds(reader.load(key()), version, String.valueOf(i));
      }
      done(other().remove(key(), version));
      assertAbsent(store().load(key()));
    }

    @Test
    @DisplayName("serves on when the first is closed, and so does one opened later")
    void outlivesTheFirst() {
      assumeShared();
      Version version = create(store(), key(), "a");
      TokenCacheStore other = other();
      store().close();

      assertHolds(other.load(key()), version, "a");
      assertHolds(opened().load(key()), version, "a");
    }
  }

  @Nested
  @DisplayName("the listing")
  class Listing {

    @Test
    @DisplayName("of an empty store is empty")
    void mayBeEmpty() {
      assertThat(keys()).isEmpty();
    }

    @Test
    @DisplayName("has what was created, once each, and not what was removed")
    void hasWhatExists() {
      listing(store());
      Set<StoreKey> expected = new HashSet<>();
      for (StoreKey key : manyKeys()) {
        create(store(), key, "a");
        expected.add(key);
      }
      assertThat(keys()).containsExactlyInAnyOrderElementsOf(expected);

      StoreKey gone = expected.iterator().next();
      Version version = store().load(gone).version();
      version = done(store().replace(gone, version, bytes("b"), HOUR));
      assertThat(keys()).containsExactlyInAnyOrderElementsOf(expected);

      done(store().remove(gone, version));
      expected.remove(gone);
      assertThat(keys()).containsExactlyInAnyOrderElementsOf(expected);

      create(store(), gone, "c");
      expected.add(gone);
      assertThat(keys()).containsExactlyInAnyOrderElementsOf(expected);
    }

    @Test
    @DisplayName("may be closed before it was read, or half read")
    void mayBeClosedEarly() {
      PartitionListing listing = listing(store());
      for (StoreKey key : manyKeys()) {
        create(store(), key, "a");
      }

      listing.keys().close();
      try (Stream<StoreKey> half = listing.keys()) {
        assertThat(half.findFirst()).isPresent();
      }
      assertThat(keys()).hasSize(manyKeys().size());
    }

    @Test
    @DisplayName("has all that stay while others come and go")
    void hasAllThatStay() {
      PartitionListing listing = listing(store());
      assumeTrue(store().layout() == StoreLayout.PARTITIONED, "the store is one blob");
      manyKeys().forEach(key -> create(store(), key, "a"));
      TokenCacheStore writer = other();
      AtomicBoolean over = new AtomicBoolean();
      Callable<List<StoreKey>> churn =
          () -> {
            for (int i = 0; !over.get(); i = (i + 1) % 10) {
              StoreKey fleeting = new StoreKey("fleeting-" + i);
              done(writer.remove(fleeting, create(writer, fleeting, "a")));
            }
            return List.of();
          };
      Callable<List<StoreKey>> reader =
          () -> {
            try {
              for (int i = 0; i < 20; i++) {
                try (Stream<StoreKey> keys = listing.keys()) {
                  assertThat(keys.toList()).doesNotHaveDuplicates().containsAll(manyKeys());
                }
              }
              return List.of();
            } finally {
              over.set(true);
            }
          };
      try (Together threads = new Together()) {
        threads.run(List.of(churn, reader));
      }
    }

    private List<StoreKey> manyKeys() {
      return store().layout() == StoreLayout.ONE_BLOB
          ? List.of(StoreKey.WHOLE)
          : IntStream.range(0, 50).mapToObj(i -> new StoreKey("Partition_" + i)).toList();
    }

    private List<StoreKey> keys() {
      try (Stream<StoreKey> keys = listing(other()).keys()) {
        return keys.toList();
      }
    }
  }

  @Nested
  @DisplayName("the lock")
  class Lock {

    @Test
    @DisplayName("is not given to a second store while the first holds it")
    void isExclusiveBetweenStores() {
      try (StoreLock.Held held = acquire(store(), PARTITION)) {
        assertThat(glance(other(), PARTITION)).as("beside %s", held).isEmpty();
      }
    }

    @Test
    @DisplayName("is not given twice by one store, nor to the thread that holds it")
    void isNotReentrant() {
      try (StoreLock.Held held = acquire(store(), PARTITION)) {
        assertThat(glance(store(), PARTITION)).as("beside %s", held).isEmpty();
      }
    }

    @Test
    @DisplayName("is given to one at a time")
    void isExclusiveBetweenThreads() {
      AtomicInteger inside = new AtomicInteger();
      List<Callable<Integer>> holders = new ArrayList<>();
      for (int t = 0; t < 4; t++) {
        StoreLock lock = lock(oneOfTwo(t));
        holders.add(
            () -> {
              int most = 0;
              for (int i = 0; i < 10; i++) {
                try (StoreLock.Held held = acquire(lock, PARTITION)) {
                  most = Math.max(most, inside.incrementAndGet());
                  inside.decrementAndGet();
                  assertThat(held).isNotNull();
                }
              }
              return most;
            });
      }
      try (Together threads = new Together()) {
        assertThat(threads.run(holders)).containsOnly(1);
      }
    }

    @Test
    @DisplayName("is waited for, and got when its holder lets go, from whichever thread")
    void isWaitedFor() {
      StoreLock.Held held = acquire(store(), PARTITION);
      StoreLock lock = lock(other());
      try (Together threads = new Together()) {
        CountDownLatch waiting = new CountDownLatch(1);
        Future<StoreLock.Held> waiter =
            threads.start(
                () -> {
                  waiting.countDown();
                  return acquire(lock, PARTITION);
                });
        Future<Boolean> letGo =
            threads.start(
                () -> {
                  waiting.await();
                  held.close();
                  return true;
                });

        assertThat(Together.result(letGo)).isTrue();
        Together.result(waiter).close();
      }
    }

    @Test
    @DisplayName("of one partition does not hinder those of others")
    void isPerPartition() {
      try (StoreLock.Held one = acquire(store(), PARTITION);
          StoreLock.Held two = acquire(other(), OTHER_PARTITION);
          StoreLock.Held whole = acquire(other(), StoreKey.WHOLE)) {
        assertThat(List.of(one, two, whole)).doesNotHaveDuplicates();
      }
    }

    @Test
    @DisplayName("does not hinder readers and writers")
    void hindersNoWriter() {
      try (StoreLock.Held held = acquire(store(), key())) {
        Version version = create(other(), key(), "a");
        assertHolds(other().load(key()), version, "a");
        done(other().remove(key(), version));
        assertThat(held).isNotNull();
      }
    }

    @Test
    @DisplayName("let go twice stays with the next holder")
    void isLetGoOnce() {
      StoreLock.Held held = acquire(store(), PARTITION);
      held.close();
      try (StoreLock.Held next = acquire(other(), PARTITION)) {
        held.close();
        assertThat(glance(store(), PARTITION)).as("beside %s", next).isEmpty();
      }
    }

    @Test
    @DisplayName("is free after its lease; its late holder takes nothing from the next one")
    void endsWithItsLease() {
      StoreLock.Held forgotten =
          lock(store())
              .acquire(PARTITION, Duration.ofMillis(300), patience(), Cancellation.none())
              .orElseThrow();
      try (StoreLock.Held next = acquire(other(), PARTITION)) {
        forgotten.close();
        assertThat(glance(store(), PARTITION)).as("beside %s", next).isEmpty();
      }
    }

    @Test
    @DisplayName("has a lease of more than zero")
    void hasPositiveLease() {
      StoreLock lock = lock(store());
      for (Duration lease : List.of(Duration.ZERO, Duration.ofSeconds(-1))) {
        assertThatThrownBy(() -> lock.acquire(PARTITION, lease, patience(), Cancellation.none()))
            .isInstanceOf(IllegalArgumentException.class);
      }
      acquire(other(), PARTITION).close();
    }

    @Test
    @DisplayName("is not given to who cancelled before")
    void isNotGivenToTheCancelled() {
      StoreLock lock = lock(store());
      Cancellation cancellation = Cancellation.create();
      cancellation.cancel();

      assertThatThrownBy(() -> lock.acquire(PARTITION, HOUR, patience(), cancellation))
          .isInstanceOf(CancelledException.class);
      acquire(other(), PARTITION).close();
    }

    @Test
    @DisplayName("is no longer waited for once cancelled")
    void waitIsCancelled() {
      StoreLock lock = lock(other());
      Cancellation cancellation = Cancellation.create();
      try (Together threads = new Together();
          StoreLock.Held held = acquire(store(), PARTITION)) {
        Future<Optional<StoreLock.Held>> waiter =
            threads.start(() -> lock.acquire(PARTITION, HOUR, patience(), cancellation));
        assertThat(glance(store(), PARTITION)).as("beside %s", held).isEmpty();
        cancellation.cancel();

        assertThatThrownBy(() -> Together.result(waiter)).isInstanceOf(CancelledException.class);
      }
      acquire(store(), PARTITION).close();
    }

    @Test
    @DisplayName("is not waited for by an interrupted thread, whose flag stays set")
    void waitIsInterrupted() {
      StoreLock lock = lock(other());
      try (StoreLock.Held held = acquire(store(), PARTITION)) {
        Thread.currentThread().interrupt();
        assertThatThrownBy(() -> lock.acquire(PARTITION, HOUR, patience(), Cancellation.none()))
            .isInstanceOf(CancelledException.class);
        assertThat(Thread.interrupted()).as("the flag, beside %s", held).isTrue();
      }
      acquire(lock, PARTITION).close();
    }
  }

  @Nested
  @DisplayName("a change notice")
  class Notices {

    @Test
    @DisplayName("comes when another store creates or replaces")
    void comesAfterReplace() {
      BlockingQueue<StoreKey> told = new LinkedBlockingQueue<>();
      try (ChangeNotices.Subscription subscription = notices(store()).subscribe(told::add)) {
        assertTold(told, () -> write(other(), key()));
        assertThat(subscription).isNotNull();
      }
    }

    @Test
    @DisplayName("comes when another store removes")
    void comesAfterRemove() {
      BlockingQueue<StoreKey> told = new LinkedBlockingQueue<>();
      try (ChangeNotices.Subscription subscription = notices(store()).subscribe(told::add)) {
        assertTold(
            told,
            () -> {
              Version version = write(other(), key());
              awaitQuiet(told);
              done(other().remove(key(), version));
            });
        assertThat(subscription).isNotNull();
      }
    }

    @Test
    @DisplayName("comes no more once its subscription is closed; others go on")
    void endsWithItsSubscription() {
      Set<StoreKey> toldLate = ConcurrentHashMap.newKeySet();
      BlockingQueue<StoreKey> told = new LinkedBlockingQueue<>();
      ChangeNotices.Subscription ended = notices(store()).subscribe(toldLate::add);
      try (ChangeNotices.Subscription open = notices(store()).subscribe(told::add)) {
        ended.close();
        ended.close();

        assertTold(told, () -> write(other(), key()));
        assertThat(toldLate).as("told after the end, beside %s", open).isEmpty();
      }
    }

    @Test
    @DisplayName("comes no more once its store is closed")
    void endsWithItsStore() {
      Set<StoreKey> toldLate = ConcurrentHashMap.newKeySet();
      BlockingQueue<StoreKey> told = new LinkedBlockingQueue<>();
      TokenCacheStore closing = opened();
      ChangeNotices.Subscription late = notices(closing).subscribe(toldLate::add);
      try (ChangeNotices.Subscription open = notices(store()).subscribe(told::add)) {
        closing.close();

        assertTold(told, () -> write(other(), key()));
        assertThat(toldLate).as("told after the end, beside %s", open).isEmpty();
        assertThatCode(late::close).doesNotThrowAnyException();
      }
    }

    /** Notices may be lost: the change is made again until one comes. */
    private void assertTold(BlockingQueue<StoreKey> told, Runnable change) {
      assumeShared();
      Deadline deadline = patience();
      StoreKey key = null;
      while (key == null && !deadline.hasPassed()) {
        change.run();
        key = poll(told, Duration.ofSeconds(1));
      }
      assertThat(key).isEqualTo(key());
    }

    /** Lets the notices of one change pass, so that they are not taken for those of the next. */
    private void awaitQuiet(BlockingQueue<StoreKey> told) {
      StoreKey late;
      do {
        late = poll(told, GLANCE);
      } while (late != null);
    }

    private @Nullable StoreKey poll(BlockingQueue<StoreKey> told, Duration longest) {
      try {
        return told.poll(longest.toMillis(), TimeUnit.MILLISECONDS);
      } catch (InterruptedException e) {
        Thread.currentThread().interrupt();
        throw new AssertionError("interrupted: the test took too long", e);
      }
    }

    private Version write(TokenCacheStore store, StoreKey key) {
      StoredPartition seen = store.load(key);
      byte[] next = bytes(new String(seen.bytes(), UTF_8) + ".");
      return done(store.replace(key, seen.version(), next, HOUR));
    }
  }

  @Nested
  @DisplayName("a closed store")
  class Closed {

    @Test
    @DisplayName("may be closed again")
    void closesTwice() {
      store().close();

      assertThatCode(store()::close).doesNotThrowAnyException();
    }

    @Test
    @DisplayName("answers every call for its content with a CacheException")
    void failsEveryCall() {
      TokenCacheStore store = store();
      List<Executable> calls = contentCalls(store, create(store, key(), "a"));
      calls.addAll(sideCalls(store));
      store.close();

      for (Executable call : calls) {
        assertThatThrownBy(call::execute).isInstanceOf(CacheException.class);
      }
    }

    @Test
    @DisplayName("still tells its layout and whether it is shared")
    void stillDescribesItself() {
      StoreLayout layout = store().layout();
      boolean shared = store().isShared();
      store().close();

      assertThat(store().layout()).isEqualTo(layout);
      assertThat(store().isShared()).isEqualTo(shared);
    }

    @Test
    @DisplayName("has let go of its locks")
    void letsGoOfItsLocks() {
      assumeShared();
      StoreLock.Held held = acquire(store(), PARTITION);
      store().close();

      try (StoreLock.Held next = acquire(other(), PARTITION)) {
        held.close();
        assertThat(glance(opened(), PARTITION)).as("beside %s", next).isEmpty();
      }
    }

    @Test
    @DisplayName("does not let a thread wait for a lock")
    void endsTheWait() {
      TokenCacheStore closing = opened();
      StoreLock lock = lock(closing);
      assumeShared();
      try (Together threads = new Together();
          StoreLock.Held held = acquire(other(), PARTITION)) {
        Future<Optional<StoreLock.Held>> waiter =
            threads.start(() -> lock.acquire(PARTITION, HOUR, patience(), Cancellation.none()));
        assertThat(glance(store(), PARTITION)).as("beside %s", held).isEmpty();
        closing.close();

        assertThatThrownBy(() -> Together.result(waiter)).isInstanceOf(CacheException.class);
      }
    }
  }

  @Nested
  @DisplayName("a medium that fails")
  class Broken {

    @Test
    @DisplayName("is a CacheException for every call for the content, and nothing for close")
    void failsEveryCall() {
      TokenCacheStore store = store();
      List<Executable> contentCalls = contentCalls(store, create(store, key(), "a"));
      List<Executable> sideCalls = sideCalls(store);
      StoreLock.Held held = store.lock().isPresent() ? acquire(store, OTHER_PARTITION) : () -> {};
      breakMedium();

      for (Executable call : contentCalls) {
        assertThatThrownBy(call::execute).isInstanceOf(CacheException.class);
      }
      for (Executable call : sideCalls) {
        // An open lock file still locks after its directory is gone.
        Throwable thrown = catchThrowable(call::execute);
        assertThat(thrown == null || thrown instanceof CacheException).as("%s", thrown).isTrue();
      }
      assertThatCode(held::close).doesNotThrowAnyException();
      assertThatCode(store::close).doesNotThrowAnyException();
    }
  }

  @Nested
  @DisplayName("a null argument")
  @SuppressWarnings("NullAway") // what these tests are for
  class NullArguments {

    @Test
    @DisplayName("is a NullPointerException, and nothing is written")
    void isRejected() {
      assertNull(() -> store().load(null));
      assertNull(() -> store().version(null));
      assertNull(() -> store().replace(null, Version.ABSENT, bytes("a"), HOUR));
      assertNull(() -> store().replace(key(), null, bytes("a"), HOUR));
      assertNull(() -> store().replace(key(), Version.ABSENT, null, HOUR));
      assertNull(() -> store().replace(key(), Version.ABSENT, bytes("a"), null));
      assertNull(() -> store().remove(null, Version.ABSENT));
      assertNull(() -> store().remove(key(), null));

      assertAbsent(store().load(key()));
    }

    @Test
    @DisplayName("is one for the lock too, which stays free")
    void isRejectedByLock() {
      StoreLock lock = lock(store());
      assertNull(() -> lock.acquire(null, HOUR, patience(), Cancellation.none()));
      assertNull(() -> lock.acquire(PARTITION, null, patience(), Cancellation.none()));
      assertNull(() -> lock.acquire(PARTITION, HOUR, null, Cancellation.none()));
      assertNull(() -> lock.acquire(PARTITION, HOUR, patience(), null));

      acquire(lock, PARTITION).close();
    }

    @Test
    @DisplayName("is one for the notices too")
    void isRejectedByNotices() {
      ChangeNotices notices = notices(store());

      assertNull(() -> notices.subscribe(null));
    }

    private void assertNull(Executable call) {
      assertThatThrownBy(call::execute).isInstanceOf(NullPointerException.class);
    }
  }

  // What the groups share.

  private TokenCacheStore store() {
    if (first == null) {
      first = opened();
    }
    return first;
  }

  /** A second store if others can see the content, else the only one there is. */
  private TokenCacheStore other() {
    if (second == null) {
      second = store().isShared() ? opened() : store();
    }
    return second;
  }

  private TokenCacheStore oneOfTwo(int number) {
    return number % 2 == 0 ? store() : other();
  }

  private TokenCacheStore opened() {
    TokenCacheStore store = open();
    opened.add(store);
    return store;
  }

  private void assumeShared() {
    assumeTrue(store().isShared(), "the store is not shared");
  }

  private StoreKey key() {
    return store().layout() == StoreLayout.ONE_BLOB ? StoreKey.WHOLE : PARTITION;
  }

  /** Calls that all need the content; the listing is obtained now. */
  private List<Executable> contentCalls(TokenCacheStore store, Version version) {
    List<Executable> calls = new ArrayList<>();
    calls.add(() -> store.load(key()));
    calls.add(() -> store.version(key()));
    calls.add(() -> store.replace(key(), version, bytes("b"), HOUR));
    calls.add(() -> store.replace(key(), Version.ABSENT, bytes("b"), HOUR));
    calls.add(() -> store.remove(key(), version));
    store.listing().ifPresent(listing -> calls.add(() -> listing.keys().close()));
    return calls;
  }

  /** Calls of the lock and the notices, which are obtained now. */
  private static List<Executable> sideCalls(TokenCacheStore store) {
    List<Executable> calls = new ArrayList<>();
    store
        .lock()
        .ifPresent(
            lock ->
                calls.add(() -> lock.acquire(PARTITION, HOUR, patience(), Cancellation.none())));
    store.changeNotices().ifPresent(notices -> calls.add(() -> notices.subscribe(key -> {})));
    return calls;
  }

  private static PartitionListing listing(TokenCacheStore store) {
    return store.listing().orElseGet(() -> abort("the store does not list"));
  }

  private static StoreLock lock(TokenCacheStore store) {
    return store.lock().orElseGet(() -> abort("the store has no lock"));
  }

  private static ChangeNotices notices(TokenCacheStore store) {
    return store.changeNotices().orElseGet(() -> abort("the store sends no notices"));
  }

  private static StoreLock.Held acquire(TokenCacheStore store, StoreKey key) {
    return acquire(lock(store), key);
  }

  private static StoreLock.Held acquire(StoreLock lock, StoreKey key) {
    return lock.acquire(key, HOUR, patience(), Cancellation.none())
        .orElseThrow(() -> new AssertionError("the lock did not come free"));
  }

  private static Optional<StoreLock.Held> glance(TokenCacheStore store, StoreKey key) {
    Deadline soon = Deadline.after(GLANCE, TimeSource.system());
    return lock(store).acquire(key, HOUR, soon, Cancellation.none());
  }

  private static Deadline patience() {
    return Deadline.after(PATIENCE, TimeSource.system());
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  private static Version create(TokenCacheStore store, StoreKey key, String content) {
    return done(store.replace(key, Version.ABSENT, bytes(content), HOUR));
  }

  private static Version done(Replaced replaced) {
    assertThat(replaced).isInstanceOf(Replaced.Done.class);
    return ((Replaced.Done) replaced).version();
  }

  private static StoredPartition conflict(Replaced replaced) {
    assertThat(replaced).isInstanceOf(Replaced.Conflict.class);
    return ((Replaced.Conflict) replaced).current();
  }

  private static void assertAbsent(StoredPartition partition) {
    assertThat(partition.exists()).isFalse();
    assertThat(partition.version()).isEqualTo(Version.ABSENT);
    assertThat(partition.bytes()).isEmpty();
  }

  private static void assertHolds(StoredPartition partition, Version version, String content) {
    assertThat(partition.exists()).isTrue();
    assertThat(new String(partition.bytes(), UTF_8)).isEqualTo(content);
    assertThat(partition.version()).isEqualTo(version);
  }
}
