package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.IOException;
import java.nio.file.FileSystem;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Machines and file systems that tell less than Linux on its own disk does. */
class OddDisksTest {

  private static final Duration WAIT = Duration.ofSeconds(5);

  @TempDir private Path directory;

  private static EnvironmentReader named(String user) {
    return new EnvironmentReader() {
      @Override
      public Optional<String> variable(String name) {
        return Optional.empty();
      }

      @Override
      public Optional<String> property(String name) {
        return Optional.ofNullable(user).filter(it -> name.equals("user.name"));
      }
    };
  }

  @Test
  @DisplayName("Without numbers for users their names tell whose a file is")
  @DisabledOnOs(OS.WINDOWS)
  void whoeverHasTheNameOwnsTheFile() throws IOException {
    Path file = Files.writeString(directory.resolve("file"), "");
    Path nowhere = directory.resolve("no-status");
    String owner = Files.getOwner(file, LinkOption.NOFOLLOW_LINKS).getName();
    String other = owner.equals("root") ? "daemon" : "root";

    assertThat(new Myself(nowhere, named(owner)).owns(file, -1)).isTrue();
    assertThat(new Myself(nowhere, named(other)).owns(file, -1)).isFalse();
    // Where nobody can tell who we are, nothing is refused for it.
    assertThat(new Myself(nowhere, named(null)).owns(file, -1)).isTrue();
    assertThat(new Myself(nowhere, named("no such user here")).owns(file, -1)).isTrue();
  }

  @Test
  @DisplayName("With numbers these tell, whatever the name")
  @DisabledOnOs(OS.WINDOWS)
  void whoeverHasTheNumberOwnsTheFile() throws IOException {
    Path status =
        Files.writeString(directory.resolve("status"), "Name:\tjava\nUid:\t1\t42\t3\t4\n");
    Myself myself = new Myself(status, named("root"));

    assertThat(myself.owns(directory, 42)).isTrue();
    assertThat(myself.owns(directory, 1)).isFalse();
  }

  @Test
  @DisplayName("Without modes files are told apart by their kind, and made all the same")
  void filesAreMadeWhereThereAreNoModes() throws IOException {
    try (FileSystem archive =
        FileSystems.newFileSystem(directory.resolve("a.zip"), Map.of("create", "true"))) {
      Path folder = archive.getPath("/made/by");
      Path file = folder.resolve("us");
      Disk disk = new SystemDisk(file);

      disk.makeFolder(folder);
      try (Disk.Draft draft = disk.draft(file)) {
        draft.write("content".getBytes(UTF_8));
      }
      disk.flushFolder(folder);

      Facts found = disk.look(file).orElseThrow();
      assertThat(found.kind()).isEqualTo(Facts.Kind.FILE);
      assertThat(found.mine()).isTrue();
      assertThat(found.stamp()).as("so its content is read each time").isNull();
      assertThat(disk.look(folder).orElseThrow().kind()).isEqualTo(Facts.Kind.FOLDER);
      assertThat(disk.look(folder.resolve("nobody"))).isEmpty();
      assertThat(file).hasContent("content");
    }
  }

  @Test
  @DisplayName("Without numbers for files their paths tell which lock is which")
  void twoStoresShareALockByItsPath() {
    Path file = directory.resolve("made").resolve("cache.json");
    try (TokenCacheStore one = store(file, OwnedDisk.withoutKeys(file));
        TokenCacheStore two = store(file, OwnedDisk.withoutKeys(file))) {
      Replaced first = one.replace(StoreKey.WHOLE, Version.ABSENT, "a".getBytes(UTF_8), WAIT);
      Version version = ((Replaced.Done) first).version();
      StoreLock lock = one.lock().orElseThrow();

      assertThat(two.load(StoreKey.WHOLE).version()).isEqualTo(version);
      assertThat(two.replace(StoreKey.WHOLE, version, "b".getBytes(UTF_8), WAIT))
          .isInstanceOf(Replaced.Done.class);
      assertThat(lock).isNotNull();
    }
  }

  @Test
  @DisplayName("The administrator's folder is used, another user's is not")
  void foldersOfTheAdministratorAreUsed() {
    Path file = directory.resolve("cache.json");
    try (TokenCacheStore root = store(file, OwnedDisk.by(false, true, file));
        TokenCacheStore stranger = store(file, OwnedDisk.by(false, false, file))) {
      assertThat(root.load(StoreKey.WHOLE).exists()).isFalse();
      assertThatThrownBy(() -> stranger.load(StoreKey.WHOLE))
          .isInstanceOf(CacheException.class)
          .hasMessageContaining("belongs to another user");
    }
  }

  @Test
  @DisplayName("A key file may be the administrator's, and nobody else's")
  void keysOfTheAdministratorAreUsed() throws IOException {
    Path file = directory.resolve("key");
    CacheKey made = key(file, new SystemDisk(file)).primary();

    assertThat(key(file, OwnedDisk.by(false, true, file)).primary().id()).isEqualTo(made.id());
    assertThatThrownBy(() -> key(file, OwnedDisk.by(false, false, file)).primary())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("belongs to another user");
  }

  private static TokenCacheStore store(Path file, Disk disk) {
    return new FileTokenCacheStore(new SafeFile(file, WAIT, disk));
  }

  private static KeyFileCacheKeySource key(Path file, Disk disk) {
    return new KeyFileCacheKeySource(new SafeFile(file, WAIT, disk), disk);
  }
}
