package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** The version is asked for every few seconds, and most of the time nothing has changed. */
@DisplayName("The version of the file")
@DisabledOnOs(OS.WINDOWS)
@Timeout(60)
class CheapVersionTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;
  private final AtomicInteger reads = new AtomicInteger();
  private Path file;
  private FileTokenCacheStore later;
  private FileTokenCacheStore now;

  @BeforeEach
  void open() {
    file = directory.resolve("cache.json");
    later = store(TimeSource.of(Clock.offset(Clock.systemUTC(), HOUR)));
    now = store(TimeSource.system());
  }

  @AfterEach
  void close() {
    later.close();
    now.close();
  }

  private FileTokenCacheStore store(TimeSource time) {
    Disk real = new SystemDisk(file);
    Disk counting =
        (Disk)
            Proxy.newProxyInstance(
                Disk.class.getClassLoader(),
                new Class<?>[] {Disk.class},
                (proxy, method, args) -> {
                  if (method.getName().equals("read")) {
                    reads.incrementAndGet();
                  }
                  try {
                    return method.invoke(real, args);
                  } catch (InvocationTargetException e) {
                    throw e.getCause();
                  }
                });
    return new FileTokenCacheStore(new SafeFile(file, Duration.ofSeconds(5), counting), time);
  }

  private static Version version(FileTokenCacheStore store) {
    Version version = store.version(StoreKey.WHOLE);
    assertThat(version).isEqualTo(store.load(StoreKey.WHOLE).version());
    return version;
  }

  @Test
  @DisplayName("is told without reading the file again, as long as nothing has changed")
  void unchangedFileIsNotRead() throws IOException {
    Files.writeString(file, "one");
    Version first = later.version(StoreKey.WHOLE);
    assertThat(reads).hasValue(1);

    for (int i = 0; i < 5; i++) {
      assertThat(later.version(StoreKey.WHOLE)).isEqualTo(first);
    }
    assertThat(reads).hasValue(1);
  }

  @Test
  @DisplayName("is another after each write: by a store, in place, by a move, by a removal")
  void everyChangeShows() throws IOException {
    Files.writeString(file, "one");
    Version one = version(later);

    Files.writeString(file, "three");
    Version three = version(later);
    assertThat(three).isNotEqualTo(one);

    now.replace(StoreKey.WHOLE, three, "six".getBytes(UTF_8), HOUR);
    Version six = version(later);
    assertThat(six).isNotIn(one, three);

    Path other = Files.writeString(directory.resolve("other"), "one");
    Files.setLastModifiedTime(other, Files.getLastModifiedTime(file));
    Files.move(other, file, StandardCopyOption.REPLACE_EXISTING);
    assertThat(version(later)).isEqualTo(one);

    Files.delete(file);
    assertThat(version(later)).isEqualTo(Version.ABSENT);
  }

  @Test
  @DisplayName("is read again while a later write might not show in the times of the file")
  void freshFileIsRead() throws IOException {
    Files.writeString(file, "one");
    now.version(StoreKey.WHOLE);
    now.version(StoreKey.WHOLE);

    assertThat(reads).hasValue(2);
  }

  @Test
  @DisplayName("is read again of a file that was written tomorrow")
  void fileOfTomorrowIsRead() throws IOException {
    Files.writeString(file, "one");
    Files.setLastModifiedTime(file, FileTime.from(Instant.now().plus(Duration.ofDays(1))));
    later.version(StoreKey.WHOLE);
    later.version(StoreKey.WHOLE);

    assertThat(reads).hasValue(2);
  }
}
