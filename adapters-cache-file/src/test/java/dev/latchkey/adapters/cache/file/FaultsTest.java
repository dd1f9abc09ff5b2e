package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.io.IOException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** The n-th call to the disk fails, for every n until none is left to fail (F-02). */
@DisplayName("A disk that fails once")
@Timeout(60)
class FaultsTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final Path HANDLES = Path.of("/proc/self/fd");

  @TempDir private Path directory;

  @Test
  @DisplayName("fails a save with a typed error, and leaves the old content or the new")
  void saveIsWholeOrNothing() throws IOException {
    for (int n = 1; ; n++) {
      Path file = directory.resolve("case-" + n).resolve("cache.json");
      save(new SystemDisk(file), file, Version.ABSENT, "old");
      AtomicInteger left = new AtomicInteger(n);
      boolean saved = save(failingAt(left, file), file, version(file), "new");

      assertThat(content(file)).isIn(saved ? new String[] {"new"} : new String[] {"old", "new"});
      save(new SystemDisk(file), file, version(file), "next");
      assertThat(content(file)).isEqualTo("next");
      assertThat(names(file.getParent()))
          .containsExactlyInAnyOrder("cache.json", "cache.json.lock");
      assertNoHandleIsLeft();
      if (left.get() > 0) {
        assertThat(saved).isTrue();
        assertThat(n).as("calls that failed once").isGreaterThan(10);
        return;
      }
    }
  }

  @Test
  @DisplayName("fails the first save of all in the same way, folder and lock file included")
  void firstSaveIsWholeOrNothing() {
    for (int n = 1; ; n++) {
      Path file = directory.resolve("case-" + n).resolve("made").resolve("cache.json");
      AtomicInteger left = new AtomicInteger(n);
      boolean saved = save(failingAt(left, file), file, Version.ABSENT, "new");

      assertThat(content(file)).isIn(saved ? new String[] {"new"} : new String[] {"", "new"});
      save(new SystemDisk(file), file, version(file), "next");
      assertThat(content(file)).isEqualTo("next");
      if (left.get() > 0) {
        assertThat(saved).isTrue();
        return;
      }
    }
  }

  private static Disk failingAt(AtomicInteger left, Path file) {
    return new StoppingDisk(
        new SystemDisk(file),
        (step, path) -> {
          if (left.decrementAndGet() == 0) {
            throw new FileSystemException(path.toString(), null, "No space left on device");
          }
        });
  }

  private static boolean save(Disk disk, Path file, Version expected, String content) {
    SafeFile safe = new SafeFile(file, Duration.ofSeconds(5), disk);
    try (TokenCacheStore store = new FileTokenCacheStore(safe)) {
      Replaced replaced = store.replace(StoreKey.WHOLE, expected, content.getBytes(UTF_8), HOUR);
      assertThat(replaced).isInstanceOf(Replaced.Done.class);
      return true;
    } catch (CacheException e) {
      assertThat(e).hasMessageNotContaining(content).hasCauseInstanceOf(IOException.class);
      return false;
    }
  }

  private static Version version(Path file) {
    return load(file).version();
  }

  private static String content(Path file) {
    return new String(load(file).bytes(), UTF_8);
  }

  private static StoredPartition load(Path file) {
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file)) {
      return store.load(StoreKey.WHOLE);
    }
  }

  private static Stream<String> names(Path folder) throws IOException {
    try (Stream<Path> files = Files.list(folder)) {
      return files.map(it -> it.getFileName().toString()).toList().stream();
    }
  }

  private void assertNoHandleIsLeft() throws IOException {
    if (Files.isDirectory(HANDLES)) {
      try (Stream<Path> handles = Files.list(HANDLES)) {
        assertThat(handles.map(FaultsTest::target).filter(it -> it.startsWith(directory)))
            .as("files that are still open")
            .isEmpty();
      }
    }
  }

  private static Path target(Path handle) {
    try {
      return Files.readSymbolicLink(handle);
    } catch (IOException e) {
      // Closed since it was listed.
      return HANDLES;
    }
  }
}
