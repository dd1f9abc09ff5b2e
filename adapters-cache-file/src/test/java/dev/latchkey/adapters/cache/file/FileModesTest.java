package dev.latchkey.adapters.cache.file;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("Files of the store")
@Timeout(60)
class FileModesTest {

  private static final Duration HOUR = Duration.ofHours(1);

  @TempDir private Path directory;
  private Path folder;
  private Path file;

  @BeforeEach
  void needsModes() {
    assumeTrue(directory.getFileSystem().supportedFileAttributeViews().contains("unix"));
    folder = directory.resolve("made/by us");
    file = folder.resolve("cache.json");
  }

  // A mask takes rights away and gives none, so what is asked for in the call itself is the most
  // that there ever was: here the mode under a mask that takes nothing.
  @ParameterizedTest(name = "umask {0}")
  @ValueSource(strings = {"000", "022", "077"})
  @Tag("W-36")
  @DisplayName("are open to their owner only, from the first instant, under any mask (S-01)")
  void areOpenToTheirOwnerOnly(String mask) throws Exception {
    Path log = directory.resolve("modes");
    List<String> command =
        new ArrayList<>(List.of("/bin/sh", "-c", "umask " + mask + " && exec \"$0\" \"$@\""));
    command.addAll(Java.command(ModeWatcher.class, file.toString()));
    Process process =
        new ProcessBuilder(command).redirectErrorStream(true).redirectOutput(log.toFile()).start();
    try {
      assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
    } finally {
      process.destroyForcibly();
    }

    assertThat(Files.readAllLines(log))
        .contains("made rwx------", "by us rwx------", "cache.json rw-------")
        .contains("cache.json.lock rw-------", "draft rw-------")
        .allMatch(line -> line.endsWith(" rwx------") || line.endsWith(" rw-------"));
  }

  @Test
  @Tag("W-36")
  @DisplayName("that were open to others are closed by the next save")
  void openFileIsClosed() throws IOException {
    Files.createDirectories(folder);
    Files.writeString(file, "old");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file)) {
      Version old = store.load(StoreKey.WHOLE).version();
      store.replace(StoreKey.WHOLE, old, bytes("new"), HOUR);
    }

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file)))
        .isEqualTo("rw-------");
  }

  @Test
  @DisplayName("that are links are refused, and what they point at is not touched (S-03)")
  void linksAreRefused() throws IOException {
    Files.createDirectories(folder);
    Path target = Files.writeString(directory.resolve("target"), "precious");
    for (Path to : List.of(target, directory, directory.resolve("nowhere"))) {
      for (String name : List.of("cache.json", "cache.json.lock")) {
        Files.deleteIfExists(folder.resolve(name));
        Path link = Files.createSymbolicLink(folder.resolve(name), to);
        assertRefused(name);
        Files.delete(link);
      }
    }

    assertThat(target).hasContent("precious");
    assertThat(directory.resolve("nowhere")).doesNotExist();
  }

  @Test
  @DisplayName("that have a second name are refused (S-03)")
  void hardLinksAreRefused() throws IOException {
    Files.createDirectories(folder);
    Path target = Files.writeString(directory.resolve("target"), "precious");
    Files.createLink(file, target);

    assertRefused("cache.json");
    assertThat(target).hasContent("precious");
  }

  @Test
  @DisplayName("that are pipes or folders are refused without hanging (S-03, F-09)")
  void pipesAndFoldersAreRefused() throws Exception {
    for (String name : List.of("cache.json", "cache.json.lock")) {
      Files.deleteIfExists(folder.resolve(name));
      Files.createDirectories(folder.resolve(name));
      assertRefused(name);
      Files.delete(folder.resolve(name));

      Process mkfifo = new ProcessBuilder("mkfifo", folder.resolve(name).toString()).start();
      assertThat(mkfifo.waitFor(10, TimeUnit.SECONDS)).isTrue();
      assertRefused(name);
      Files.delete(folder.resolve(name));
    }
  }

  @Test
  @DisplayName("in a folder that everybody may write to are refused, unless it is sticky (S-02)")
  void openFolderIsRefused() throws IOException {
    Files.createDirectories(folder);
    Files.setPosixFilePermissions(folder, PosixFilePermissions.fromString("rwxrwxrwx"));
    assertRefused("nothing");

    Files.setAttribute(folder, "unix:mode", 01777);
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file)) {
      assertThat(store.replace(StoreKey.WHOLE, Version.ABSENT, bytes("a"), HOUR))
          .isInstanceOf(Replaced.Done.class);
    }
  }

  @Test
  @DisplayName("of another user are refused (S-02)")
  void foreignFilesAreRefused() throws IOException {
    assumeTrue(Files.getAttribute(directory, "unix:uid").equals(0), "only root gives files away");
    Files.createDirectories(folder);
    Files.writeString(file, "theirs");
    Files.setAttribute(file, "unix:uid", 12_345, LinkOption.NOFOLLOW_LINKS);
    assertRefused("cache.json");
    assertThat(file).hasContent("theirs");

    Files.delete(file);
    Files.setAttribute(folder, "unix:uid", 12_345);
    assertRefused("nothing");
  }

  @Test
  @DisplayName("that somebody planted under the name of a draft are not opened (S-05)")
  void plantedDraftIsNotOpened() throws IOException {
    Path target = Files.writeString(directory.resolve("target"), "precious");
    Disk planted =
        new StoppingDisk(
            new SystemDisk(file),
            (step, path) -> {
              if (step == StoppingDisk.Step.DRAFT && path.toString().endsWith(".tmp")) {
                Files.createSymbolicLink(path, target);
              }
            });
    try (TokenCacheStore store =
        new FileTokenCacheStore(new SafeFile(file, Duration.ofSeconds(5), planted))) {
      assertThatThrownBy(() -> store.replace(StoreKey.WHOLE, Version.ABSENT, bytes("a"), HOUR))
          .isInstanceOf(CacheException.class);
    }
    assertThat(target).hasContent("precious");
    assertThat(file).doesNotExist();
  }

  @Test
  @DisplayName("are swapped for links in vain: nothing is written through them (S-04)")
  void swappingLinksWritesNothing() throws Exception {
    Path target = Files.writeString(directory.resolve("target"), "precious");
    Files.createDirectories(folder);
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file)) {
      for (int turn = 0; turn < 300; turn++) {
        Files.deleteIfExists(file);
        Files.createSymbolicLink(file, target);
        assertThatThrownBy(
                () -> store.replace(StoreKey.WHOLE, Version.ABSENT, bytes("secret"), HOUR))
            .isInstanceOf(CacheException.class);
        Files.delete(file);
        store.replace(StoreKey.WHOLE, Version.ABSENT, bytes("secret"), HOUR);
        assertThat(Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS)).isTrue();
      }
    }
    assertThat(target).hasContent("precious");
  }

  private void assertRefused(String obstacle) throws IOException {
    try (TokenCacheStore store = FileTokenCacheStoreProvider.at(file)) {
      if (!obstacle.endsWith(".lock")) {
        assertThatThrownBy(() -> store.load(StoreKey.WHOLE))
            .as("reading with %s", obstacle)
            .isInstanceOf(CacheException.class)
            .hasMessageStartingWith(directory.toString());
      }
      assertThatThrownBy(() -> store.replace(StoreKey.WHOLE, Version.ABSENT, bytes("a"), HOUR))
          .as("writing with %s", obstacle)
          .isInstanceOf(CacheException.class)
          .hasMessageStartingWith(directory.toString());
    }
    try (Stream<Path> left = Files.list(folder)) {
      assertThat(left.filter(it -> it.toString().endsWith(".tmp"))).isEmpty();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(UTF_8);
  }

  /** Saves in a process with a mask of its own, and tells the mode of everything when it is new. */
  static final class ModeWatcher {

    private ModeWatcher() {}

    public static void main(String[] args) throws IOException {
      Path file = Path.of(args[0]);
      Disk watched =
          new StoppingDisk(
              new SystemDisk(file),
              (step, path) -> {
                if (step == StoppingDisk.Step.DRAFTED && path.toString().endsWith(".tmp")) {
                  tell("draft", path);
                }
              });
      FileTokenCacheStore store =
          new FileTokenCacheStore(new SafeFile(file, Duration.ofSeconds(5), watched));
      try (store) {
        store.replace(StoreKey.WHOLE, Version.ABSENT, bytes("a"), HOUR);
      }
      for (Path path : List.of(file, file.getParent(), file.getParent().getParent())) {
        tell(path.getFileName().toString(), path);
      }
      tell("cache.json.lock", file.resolveSibling("cache.json.lock"));
    }

    private static void tell(String name, Path path) {
      try {
        System.out.println(
            name + " " + PosixFilePermissions.toString(Files.getPosixFilePermissions(path)));
      } catch (IOException e) {
        System.out.println(e);
      }
    }
  }
}
