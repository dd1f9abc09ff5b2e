package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.tuple;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.CacheKeySourceProvider;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.TokenCacheStoreProvider;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Map;
import java.util.ServiceLoader;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Stream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

@DisplayName("The file store")
@Timeout(60)
class FileTokenCacheStoreTest {

  private static final Duration HOUR = Duration.ofHours(1);
  private static final StoreKey PARTITION = new StoreKey("partition");

  @TempDir private Path directory;

  @Test
  @DisplayName("is found by its service, under its name, and so are the key sources")
  void isFound() {
    assertThat(ServiceLoader.load(TokenCacheStoreProvider.class))
        .extracting(TokenCacheStoreProvider::name, TokenCacheStoreProvider::spiLevel)
        .containsExactly(tuple("file", SpiLevel.CURRENT));
    assertThat(ServiceLoader.load(CacheKeySourceProvider.class))
        .extracting(CacheKeySourceProvider::name)
        .containsExactlyInAnyOrder("key-file", "environment");
  }

  @Test
  @DisplayName("refuses settings that it does not know, lacks or cannot use")
  void settingsAreChecked() {
    FileTokenCacheStoreProvider provider = new FileTokenCacheStoreProvider();
    assertThatThrownBy(() -> provider.open(Map.of("path", "a", "color", "red")))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("unknown settings of the file store: [color]; known are [lock-wait, path]");
    assertThatThrownBy(() -> provider.open(Map.of()))
        .isInstanceOf(ConfigurationException.class)
        .hasMessage("the file store needs the setting path");
    for (String wait : new String[] {"5", "PT0S", "PT-1S", "PT61M", ""}) {
      assertThatThrownBy(() -> provider.open(Map.of("path", "a", "lock-wait", wait)))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("lock-wait");
    }
    for (String path : new String[] {"/", "a\0b", " "}) {
      assertThatThrownBy(() -> provider.open(Map.of("path", path)))
          .isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  @DisplayName("opened touches nothing, and read makes nothing")
  void readingMakesNothing() throws IOException {
    try (TokenCacheStore store = store()) {
      assertThat(store.load(StoreKey.WHOLE).exists()).isFalse();
    }
    try (Stream<Path> files = Files.list(directory)) {
      assertThat(files).isEmpty();
    }
  }

  @Test
  @DisplayName("sees a second write within the same tick of the clock (F-08)")
  void seesWritesOfTheSameTick() throws IOException {
    FileTime frozen = FileTime.fromMillis(1_700_000_000_000L);
    try (TokenCacheStore one = store();
        TokenCacheStore two = store()) {
      Version first = save(one, Version.ABSENT, "aaaa");
      Files.setLastModifiedTime(file(), frozen);
      assertThat(two.load(StoreKey.WHOLE).version()).isEqualTo(first);
      Version second = save(one, first, "bbbb");
      Files.setLastModifiedTime(file(), frozen);

      assertThat(two.load(StoreKey.WHOLE).version()).isEqualTo(second).isNotEqualTo(first);
      assertThat(two.load(StoreKey.WHOLE).bytes()).asString(UTF_8).isEqualTo("bbbb");
    }
  }

  @Test
  @DisplayName("tells the version of a file that has not changed lately without reading it")
  void versionOfASettledFileIsNotRead() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    TimeSource later = TimeSource.of(Clock.offset(Clock.systemUTC(), Duration.ofMinutes(1)));
    try (TokenCacheStore writer = store();
        TokenCacheStore store = new FileTokenCacheStore(counting(reads), later)) {
      assertThat(store.version(StoreKey.WHOLE)).isEqualTo(Version.ABSENT);
      Version first = save(writer, Version.ABSENT, "aaaa");
      for (int i = 0; i < 3; i++) {
        assertThat(store.version(StoreKey.WHOLE)).isEqualTo(first);
      }
      assertThat(reads).hasValue(1);

      Version second = save(writer, first, "bbbb");
      assertThat(store.version(StoreKey.WHOLE)).isEqualTo(second);
      // As products write that do not rename.
      Files.writeString(file(), "cccc");
      assertThat(store.version(StoreKey.WHOLE)).isNotIn(first, second);
      Files.delete(file());
      assertThat(store.version(StoreKey.WHOLE)).isEqualTo(Version.ABSENT);
    }
  }

  @Test
  @DisplayName("reads a file that has just changed: its clock may not tell the next change (F-08)")
  void versionOfAFreshFileIsRead() throws IOException {
    AtomicInteger reads = new AtomicInteger();
    TimeSource frozen = TimeSource.of(Clock.fixed(Instant.now(), ZoneOffset.UTC));
    try (TokenCacheStore writer = store();
        TokenCacheStore store = new FileTokenCacheStore(counting(reads), frozen)) {
      Version first = save(writer, Version.ABSENT, "aaaa");
      assertThat(store.version(StoreKey.WHOLE)).isEqualTo(first);
      assertThat(store.version(StoreKey.WHOLE)).isEqualTo(first);
      assertThat(reads).hasValue(2);
    }
  }

  private SafeFile counting(AtomicInteger reads) {
    Disk disk =
        new StoppingDisk(
            new SystemDisk(file()),
            (step, path) -> {
              if (step == StoppingDisk.Step.READ) {
                reads.incrementAndGet();
              }
            });
    return new SafeFile(file(), Duration.ofSeconds(5), disk);
  }

  @Test
  @DisplayName("moves a broken file aside under a name made of its content, and deletes nothing")
  void brokenFileIsMovedAside() throws IOException {
    try (TokenCacheStore store = store()) {
      for (String content : new String[] {"{broken", "{broken", "{otherwise"}) {
        Version version = save(store, Version.ABSENT, content);
        assertThat(store.moveAside(StoreKey.WHOLE, version)).isTrue();
        assertThat(store.load(StoreKey.WHOLE).exists()).isFalse();
      }
    }
    try (Stream<Path> files = Files.list(file().getParent())) {
      assertThat(files.filter(it -> it.getFileName().toString().startsWith("cache.json.broken-")))
          .extracting(Files::readString)
          .containsExactlyInAnyOrder("{broken", "{otherwise");
    }
  }

  // The system's locks end with their process; what a lock file says, or how old it is, counts for
  // nothing. With a wait this long a store that minded would run into the limit of the test.
  @Test
  @Tag("W-36")
  @DisplayName("is not held up by a lock file that a process left behind")
  void staleLockFileHoldsNobodyUp() throws IOException {
    Path file = directory.resolve("cache.json");
    Path lock = Files.writeString(directory.resolve("cache.json.lock"), "4194304 java");
    Files.setPosixFilePermissions(lock, PosixFilePermissions.fromString("rw-------"));
    Files.setLastModifiedTime(lock, FileTime.fromMillis(0));
    FileTokenCacheStoreProvider provider = new FileTokenCacheStoreProvider();
    try (TokenCacheStore store =
        provider.open(Map.of("path", file.toString(), "lock-wait", "PT1H"))) {
      assertThat(store.replace(StoreKey.WHOLE, Version.ABSENT, "a".getBytes(UTF_8), HOUR))
          .isInstanceOf(Replaced.Done.class);
      assertThat(store.load(StoreKey.WHOLE).bytes()).isEqualTo("a".getBytes(UTF_8));
    }
  }

  @Test
  @DisplayName("works on when folder and lock file are deleted under it")
  void deletedFolderIsMadeAgain() throws IOException {
    try (TokenCacheStore one = store();
        TokenCacheStore two = store()) {
      save(one, Version.ABSENT, "a");
      Files.delete(file());
      Files.delete(file().resolveSibling("cache.json.lock"));
      Files.delete(file().getParent());

      assertThat(two.load(StoreKey.WHOLE).exists()).isFalse();
      Version version = save(two, Version.ABSENT, "b");
      assertThat(one.load(StoreKey.WHOLE).version()).isEqualTo(version);
      save(one, version, "c");
      StoreLock lock = one.lock().orElseThrow();
      try (StoreLock.Held held =
          lock.acquire(PARTITION, HOUR, soon(), Cancellation.none()).orElseThrow()) {
        assertThat(two.lock().orElseThrow().acquire(PARTITION, HOUR, soon(), Cancellation.none()))
            .as("beside %s", held)
            .isEmpty();
      }
    }
  }

  @Test
  @DisplayName("keeps its locks when another store over the file is closed")
  void closingOneKeepsTheLocksOfTheOther() {
    TokenCacheStore passing = store();
    passing.lock().orElseThrow().acquire(PARTITION, HOUR, soon(), Cancellation.none());
    passing.close();
    try (TokenCacheStore store = store();
        StoreLock.Held held =
            store
                .lock()
                .orElseThrow()
                .acquire(PARTITION, HOUR, soon(), Cancellation.none())
                .orElseThrow()) {
      TokenCacheStore second = store();
      second.lock().orElseThrow().acquire(PARTITION, HOUR, soon(), Cancellation.none());
      second.close();
      try (Child other = new Child(LockTaker.class, file().toString())) {
        assertThat(other.await("lock ")).as("beside %s", held).isEqualTo("lock taken by another");
      }
    }
  }

  @Test
  @DisplayName(
      "fails typed where no folder can be made, on a path too long, on a gigantic file (F-09)")
  void unusablePathsAreTyped() throws IOException {
    Path gigantic = directory.resolve("gigantic");
    try (RandomAccessFile sparse = new RandomAccessFile(gigantic.toFile(), "rw")) {
      sparse.setLength(SafeFile.LONGEST + 1L);
    }
    Path plain = Files.writeString(directory.resolve("plain"), "");
    for (Path path :
        new Path[] {
          plain.resolve("cache.json"),
          directory.resolve("x".repeat(300)),
          Path.of("/proc/latchkey/cache.json"),
          gigantic
        }) {
      try (TokenCacheStore store = FileTokenCacheStoreProvider.at(path)) {
        assertThatThrownBy(() -> store.replace(StoreKey.WHOLE, Version.ABSENT, new byte[1], HOUR))
            .as("%s", path)
            .isInstanceOf(CacheException.class);
      }
    }
  }

  @Test
  @DisplayName("saves on a thread that was interrupted, whose flag stays set")
  void interruptedThreadSaves() {
    try (TokenCacheStore store = store()) {
      Thread.currentThread().interrupt();
      Version version = save(store, Version.ABSENT, "a");

      assertThat(store.load(StoreKey.WHOLE).version()).isEqualTo(version);
      assertThat(Thread.interrupted()).isTrue();
    }
  }

  private static Version save(TokenCacheStore store, Version expected, String content) {
    Replaced replaced = store.replace(StoreKey.WHOLE, expected, content.getBytes(UTF_8), HOUR);
    assertThat(replaced).isInstanceOf(Replaced.Done.class);
    return ((Replaced.Done) replaced).version();
  }

  private static Deadline soon() {
    return Deadline.after(Duration.ofMillis(100), TimeSource.system());
  }

  private TokenCacheStore store() {
    return FileTokenCacheStoreProvider.at(file());
  }

  private Path file() {
    return directory.resolve("made").resolve("cache.json");
  }

  /** Tells whether another process can have the lock. */
  static final class LockTaker {

    private LockTaker() {}

    public static void main(String[] args) {
      try (TokenCacheStore store = FileTokenCacheStoreProvider.at(Path.of(args[0]))) {
        boolean free =
            store
                .lock()
                .orElseThrow()
                .acquire(PARTITION, HOUR, soon(), Cancellation.none())
                .isPresent();
        System.out.println(free ? "lock is free" : "lock taken by another");
      }
    }
  }
}
