package dev.latchkey.adapters.cache.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.adapters.cache.file.StoppingDisk.Step;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("Processes that share a file")
class ProcessesTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final StoreKey PARTITION = new StoreKey("partition");

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  @DisplayName("lose no update, and none waits long; readers see whole files (F-04, F-07)")
  void loseNoUpdate() {
    assertAllSaved(4, 60, Duration.ofSeconds(20));
  }

  @Test
  @Tag("long")
  @Timeout(1_200)
  @DisplayName("lose no update: eight processes, a thousand updates each (F-04, F-07)")
  void loseNoUpdateOfThousands() {
    assertAllSaved(8, 1_000, Duration.ofSeconds(5));
  }

  private void assertAllSaved(int processes, int updates, Duration longestWait) {
    List<Child> writers = new ArrayList<>();
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file())) {
      for (int w = 0; w < processes; w++) {
        writers.add(
            new Child(Writer.class, file().toString(), "w" + w, Integer.toString(updates), "-"));
      }
      int total = 0;
      while (total < processes * updates && writers.stream().anyMatch(Child::runs)) {
        Map<String, Integer> seen = Counted.of(store.load(StoreKey.WHOLE));
        int sum = seen.values().stream().mapToInt(Integer::intValue).sum();
        assertThat(sum).isGreaterThanOrEqualTo(total);
        total = sum;
      }
      for (Child writer : writers) {
        List<String> lines = writer.rest();
        assertThat(lines).hasSize(updates + 1).last().asString().startsWith("longest ");
        String longest = lines.get(updates).substring("longest ".length());
        assertThat(Duration.ofMillis(Long.parseLong(longest))).isLessThanOrEqualTo(longestWait);
      }
      assertThat(Counted.of(store.load(StoreKey.WHOLE)))
          .hasSize(processes)
          .allSatisfy((name, number) -> assertThat(number).isEqualTo(updates));
    } finally {
      writers.forEach(Child::close);
    }
  }

  @Test
  @Timeout(60)
  @DisplayName(
      "do not wait for ever for one that was stopped; it overwrites nothing when it goes on (F-06)")
  void stoppedHolderIsGivenUp() {
    try (Child holder =
            new Child(Writer.class, file().toString(), "writer", "2", Step.RENAME.name());
        TokenCacheStore store =
            new FileTokenCacheStoreProvider()
                .open(Map.of("path", file().toString(), "lock-wait", "PT1S"))) {
      holder.await("stopped");
      holder.signal("STOP");
      holder.goOn();
      StoredPartition seen = store.load(StoreKey.WHOLE);
      assertThat(Counted.of(seen)).containsEntry("writer", 1);

      byte[] ours = Counted.bytes(Map.of("ours", 1));
      long begin = System.nanoTime();
      assertThatThrownBy(() -> store.replace(StoreKey.WHOLE, seen.version(), ours, HOUR))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("another process has held the cache file for PT1S");
      assertThat(Duration.ofNanos(System.nanoTime() - begin))
          .isBetween(Duration.ofSeconds(1), Duration.ofSeconds(3));

      holder.signal("CONT");
      holder.await("longest ");
      Replaced late = store.replace(StoreKey.WHOLE, seen.version(), ours, HOUR);
      assertThat(late).isInstanceOf(Replaced.Conflict.class);
      assertThat(Counted.of(((Replaced.Conflict) late).current())).containsEntry("writer", 2);
    }
  }

  @Test
  @Timeout(60)
  @DisplayName("have the lock of one that was killed within 100 ms (F-05)")
  void lockOfTheKilledIsFree() {
    long[] waits = new long[5];
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file())) {
      StoreLock lock = store.lock().orElseThrow();
      for (int i = 0; i < waits.length; i++) {
        try (Child holder = new Child(LockHolder.class, file().toString())) {
          holder.await("held");
          assertThat(lock.acquire(PARTITION, HOUR, soon(), Cancellation.none())).isEmpty();
          long begin = System.nanoTime();
          holder.signal("KILL");
          lock.acquire(PARTITION, HOUR, patience(), Cancellation.none()).orElseThrow().close();
          waits[i] = Duration.ofNanos(System.nanoTime() - begin).toMillis();
        }
      }
    }
    Arrays.sort(waits);
    // Of the middle one: other programs of this machine have their turns in between.
    assertThat(waits[2]).isLessThanOrEqualTo(100);
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMillis(50), TimeSource.system());
  }

  private static Deadline patience() {
    return Deadline.after(Duration.ofSeconds(20), TimeSource.system());
  }

  private Path file() {
    return directory.resolve("cache.json");
  }

  /** Takes the lock of a partition and keeps it. */
  static final class LockHolder {

    private LockHolder() {}

    public static void main(String[] args) throws IOException {
      TokenCacheStore store = FileTokenCacheStoreProvider.at(Path.of(args[0]));
      StoreLock.Held held =
          store
              .lock()
              .orElseThrow()
              .acquire(PARTITION, HOUR, patience(), Cancellation.none())
              .orElseThrow();
      System.out.println("held");
      System.in.read();
      held.close();
    }
  }
}
