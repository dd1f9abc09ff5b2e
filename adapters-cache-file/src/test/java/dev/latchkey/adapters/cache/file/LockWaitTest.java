package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("A cache file that somebody else has locked")
@Timeout(60)
class LockWaitTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;
  private Path file;

  @BeforeEach
  void name() {
    file = directory.resolve("cache.json");
  }

  private TokenCacheStore store(Duration wait, Disk disk) {
    return new FileTokenCacheStore(new SafeFile(file, wait, disk));
  }

  private static Replaced save(TokenCacheStore store, Version expected, String content) {
    return store.replace(StoreKey.WHOLE, expected, content.getBytes(UTF_8), HOUR);
  }

  @Test
  @DisplayName("is waited for as long as was said, and then left as it is")
  void busyFileIsLeftAlone() throws Exception {
    try (TokenCacheStore store = store(Duration.ofMillis(60), new SystemDisk(file))) {
      Version first = ((Replaced.Done) save(store, Version.ABSENT, "a")).version();
      // As a copy of the adapter under another class loader has it.
      try (FileChannel channel =
              FileChannel.open(file.resolveSibling("cache.json.lock"), StandardOpenOption.WRITE);
          FileLock held = channel.lock(0, 1, false)) {
        assertThatThrownBy(() -> save(store, first, "b"))
            .as("beside %s", held)
            .isInstanceOf(CacheException.class)
            .hasMessageContaining("raise lock-wait");
      }
      assertThat(file).hasContent("a");
      assertThat(save(store, first, "c")).isInstanceOf(Replaced.Done.class);
    }
  }

  @Test
  @DisplayName("is waited for by threads of one process as well")
  void slowThreadIsWaitedFor() throws Exception {
    CountDownLatch writing = new CountDownLatch(1);
    CountDownLatch goOn = new CountDownLatch(1);
    Disk slow =
        new StoppingDisk(
            new SystemDisk(file),
            (step, path) -> {
              if (step == StoppingDisk.Step.WRITE) {
                writing.countDown();
                await(goOn);
              }
            });
    try (TokenCacheStore writer = store(Duration.ofSeconds(30), slow);
        TokenCacheStore other = store(Duration.ofMillis(20), new SystemDisk(file))) {
      CompletableFuture<Replaced> saving =
          CompletableFuture.supplyAsync(
              () -> save(writer, Version.ABSENT, "slow"), command -> new Thread(command).start());
      await(writing);
      assertThatThrownBy(() -> save(other, Version.ABSENT, "late"))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("nothing was written");
      goOn.countDown();

      assertThat(saving.get(30, TimeUnit.SECONDS)).isInstanceOf(Replaced.Done.class);
      assertThat(save(other, Version.ABSENT, "late")).isInstanceOf(Replaced.Conflict.class);
    }
    assertThat(file).hasContent("slow");
  }

  private static void await(CountDownLatch latch) {
    try {
      assertThat(latch.await(30, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  @DisplayName("loses what crashed writers left beside it, and nothing else, at the first save")
  void leftDraftsAreSwept() throws Exception {
    Path draft = Files.writeString(directory.resolve(".cache.json-1.tmp"), "half");
    Path kept = Files.writeString(directory.resolve(".cache.json-1.txt"), "mine");
    Path others = Files.writeString(directory.resolve(".other.json-1.tmp"), "theirs");
    try (TokenCacheStore store = store(HOUR, new SystemDisk(file))) {
      save(store, Version.ABSENT, "a");
    }
    assertThat(draft).doesNotExist();
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files)
          .containsExactlyInAnyOrder(file, file.resolveSibling("cache.json.lock"), kept, others);
    }
  }
}
