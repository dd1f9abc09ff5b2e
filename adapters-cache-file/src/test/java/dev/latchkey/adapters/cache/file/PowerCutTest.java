package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A power cut, simulated: whatever was not flushed may be gone, each thing for itself (F-03). */
@DisplayName("A power cut")
@Timeout(60)
class PowerCutTest {

  private static final int IMAGES_A_STEP = 40;

  @TempDir private Path directory;

  @Test
  @DisplayName("leaves what was acknowledged; before that the old content or the new, never else")
  void leavesOldOrNew() throws IOException {
    Random random = new Random(1);
    int images = 0;
    boolean acknowledged = false;
    for (int step = 1; !acknowledged; step++) {
      for (int i = 0; i < IMAGES_A_STEP; i++) {
        Path file = directory.resolve("case-" + step + "-" + i).resolve("cache.json");
        VolatileDisk disk = new VolatileDisk(new SystemDisk(file), random);
        Version old = save(disk, file, Version.ABSENT, "old content");
        acknowledged = isSavedBeforeTheCut(disk, file, old, step);

        byte[] image = disk.afterPowerCut(file);
        assertThat(new String(image, UTF_8))
            .isIn(
                acknowledged
                    ? new String[] {"newer content"}
                    : new String[] {"old content", "newer content"});
        images++;
      }
    }
    assertThat(images).isGreaterThanOrEqualTo(200);
  }

  @Test
  @DisplayName("would lose content if it were not flushed before the rename, so the disk forgets")
  void forgetfulDiskForgets() throws IOException {
    Path file = directory.resolve("careless");
    int lost = 0;
    for (int i = 0; i < IMAGES_A_STEP; i++) {
      VolatileDisk disk = new VolatileDisk(new SystemDisk(file), new Random(i));
      try (Disk.Draft draft = disk.draft(directory.resolve("draft"))) {
        draft.write("content".getBytes(UTF_8));
      }
      disk.rename(directory.resolve("draft"), file);
      disk.flushFolder(directory);
      lost += disk.afterPowerCut(file).length < "content".length() ? 1 : 0;
    }

    assertThat(lost).isPositive();
  }

  private static boolean isSavedBeforeTheCut(Disk disk, Path file, Version old, int step) {
    AtomicInteger left = new AtomicInteger(step);
    Disk cut =
        new StoppingDisk(
            disk,
            (at, path) -> {
              if (left.decrementAndGet() <= 0) {
                throw new IOException("the power is gone");
              }
            });
    try {
      save(cut, file, old, "newer content");
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  private static Version save(Disk disk, Path file, Version expected, String content) {
    SafeFile safe = new SafeFile(file, Duration.ofSeconds(5), disk);
    try (TokenCacheStore store = new FileTokenCacheStore(safe)) {
      Replaced replaced =
          store.replace(StoreKey.WHOLE, expected, content.getBytes(UTF_8), Duration.ofHours(1));
      return ((Replaced.Done) replaced).version();
    }
  }
}
