package dev.latchkey.adapters.cache.file;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.tck.CacheKeySourceContract;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Base64;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@DisplayName("A key file")
class KeyFileCacheKeySourceContractTest extends CacheKeySourceContract {

  private static final String OTHER = Base64.getEncoder().encodeToString(new byte[32]);

  @TempDir private Path directory;

  @Override
  protected CacheKeySource open() {
    return KeyFileCacheKeySourceProvider.at(file());
  }

  @Override
  protected void rotate() {
    write("# rotated\nnext:" + OTHER + "\n" + content());
  }

  @Override
  protected void breakPlace() {
    write("");
  }

  @Test
  @DisplayName("is made by the first who asks for a key, open to him only (S-01)")
  void isMadePrivate() throws IOException {
    CacheKeySource source = open();
    assertThat(source.byId("a")).isEmpty();
    assertThat(file()).doesNotExist();
    source.primary();

    assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file())))
        .isEqualTo("rw-------");
  }

  @ParameterizedTest
  @ValueSource(strings = {"rw-r--r--", "rw-rw----", "rw----r--", "rw-----w-"})
  @DisplayName("that others can read or write is refused")
  void openFileIsRefused(String mode) throws IOException {
    open().primary();
    Files.setPosixFilePermissions(file(), PosixFilePermissions.fromString(mode));

    assertThatThrownBy(() -> open().primary())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("chmod 600");
  }

  @Test
  @DisplayName("may be a link, as mounted secrets are, and readable by its group")
  void mayBeMounted() throws IOException {
    Path mounted = directory.resolve("mounted");
    Files.writeString(mounted, "mounted:" + OTHER);
    Files.setPosixFilePermissions(mounted, PosixFilePermissions.fromString("r--r-----"));
    Files.createDirectories(file().getParent());
    Files.createSymbolicLink(file(), mounted);

    assertThat(open().primary()).extracting(CacheKey::id).isEqualTo("mounted");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "no colon",
        "id:not+base64!",
        "id:c2hvcnQ=",
        "an id:c2hvcnQ=",
        ":AAAA",
        "# only a comment",
        "a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA=,a:AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA="
      })
  @DisplayName("that holds no keys is refused without being quoted, and stays as it is")
  void brokenFileIsRefused(String content) {
    open().primary();
    write(content);

    assertThatThrownBy(() -> open().primary())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining(file().toString())
        .hasMessageNotContaining("c2hvcnQ=")
        .hasMessageNotContaining("not+base64!");
    assertThat(content()).isEqualTo(content);
  }

  @Test
  @DisplayName("that is a folder or without end is refused, and stays as it is")
  void oddFilesAreRefused() throws IOException {
    Path folder = Files.createDirectories(directory.resolve("folder"));
    assertThatThrownBy(() -> KeyFileCacheKeySourceProvider.at(folder).primary())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("is no regular file");

    open().primary();
    write("#" + "x".repeat(64 * 1024));
    assertThatThrownBy(() -> open().primary())
        .isInstanceOf(CacheException.class)
        .hasMessageContaining("longer than 64 KiB");
    assertThat(content()).hasSize(64 * 1024 + 1);
  }

  @Test
  @DisplayName("leaves nothing beside it but its lock file")
  void leavesNothing() throws IOException {
    open().primary();

    try (var files = Files.list(file().getParent())) {
      assertThat(files.map(it -> it.getFileName().toString()))
          .containsExactlyInAnyOrderElementsOf(List.of("key", "key.lock"));
    }
  }

  private Path file() {
    return directory.resolve("made").resolve("key");
  }

  private String content() {
    try {
      return Files.readString(file());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private void write(String text) {
    try {
      Files.writeString(file(), text);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
