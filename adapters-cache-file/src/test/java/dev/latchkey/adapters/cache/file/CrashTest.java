package dev.latchkey.adapters.cache.file;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.adapters.cache.file.StoppingDisk.Step;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** Real processes and a real {@code kill -9} (F-01). */
@DisplayName("A writer that is killed")
class CrashTest {

  /** In the order of a save. */
  private static final List<Step> STEPS =
      List.of(
          Step.DRAFT,
          Step.DRAFTED,
          Step.WRITE,
          Step.HALF_WRITTEN,
          Step.FLUSH,
          Step.RENAME,
          Step.RENAMED,
          Step.FLUSH_FOLDER);

  @TempDir private Path directory;

  @Test
  @Timeout(120)
  @DisplayName("at each step of a save, and at any moment, loses nothing and leaves nothing")
  void losesNothing() throws IOException {
    killAtEachStep(1);
    killAtAnyMoment(4, 1);
    assertNothingIsLeft();
  }

  @Test
  @Tag("long")
  @Timeout(1_800)
  @DisplayName("a thousand times, half of them between steps, loses nothing and leaves nothing")
  void losesNothingInAThousandTries() throws IOException {
    int kills = Integer.getInteger("crash.kills", 1_000);
    killAtEachStep(kills / 2 / STEPS.size() + 1);
    killAtAnyMoment(kills / 2, 1);
    assertNothingIsLeft();
  }

  private void killAtEachStep(int rounds) {
    int before = 0;
    for (int round = 0; round < rounds; round++) {
      for (Step step : STEPS) {
        try (Child child = writer(step.name())) {
          String saved = child.await("saved ");
          child.await("stopped");
          child.kill();
          before = assertKept(saved, before);
        }
      }
    }
  }

  private void killAtAnyMoment(int times, long seed) {
    Random random = new Random(seed);
    int before = number();
    for (int i = 0; i < times; i++) {
      try (Child child = writer("-")) {
        String saved = child.await("saved ");
        pause(random.nextInt(30_000_000));
        List<String> rest = child.kill();
        String last =
            rest.stream().filter(it -> it.startsWith("saved ")).reduce(saved, (a, b) -> b);
        before = assertKept(last, before);
      }
    }
  }

  /** What was acknowledged is there; at most the save under way is there besides. */
  private int assertKept(String saved, int before) {
    int acknowledged = Integer.parseInt(saved.substring("saved ".length()));
    int now = number();
    assertThat(acknowledged).isGreaterThan(before);
    assertThat(now).isBetween(acknowledged, acknowledged + 1);
    return now;
  }

  private int number() {
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file())) {
      return Counted.of(store.load(StoreKey.WHOLE)).getOrDefault("writer", 0);
    }
  }

  private void assertNothingIsLeft() throws IOException {
    try (Child child = new Child(Writer.class, file().toString(), "writer", "1", "-")) {
      assertThat(child.rest()).anyMatch(line -> line.startsWith("saved "));
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).containsExactlyInAnyOrder(file(), directory.resolve("cache.json.lock"));
    }
  }

  private Child writer(String step) {
    return new Child(Writer.class, file().toString(), "writer", "1000000", step);
  }

  private Path file() {
    return directory.resolve("cache.json");
  }

  // The moment of the kill, which nothing announces.
  private static void pause(int nanos) {
    try {
      boolean never = new CountDownLatch(1).await(nanos, TimeUnit.NANOSECONDS);
      assertThat(never).isFalse();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }
}
