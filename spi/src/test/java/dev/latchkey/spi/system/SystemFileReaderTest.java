package dev.latchkey.spi.system;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIOException;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class SystemFileReaderTest {

  private final FileReader files = FileReader.system();

  @TempDir private Path home;
  private Path directory;

  @BeforeEach
  void fill() throws IOException {
    directory = Files.createDirectory(home.resolve("tokens"));
    Files.writeString(directory.resolve("a.key"), "challenge");
    Files.writeString(home.resolve("outside.key"), "outside");
  }

  @Test
  void readsAFileOfTheDirectory() throws IOException {
    assertThat(files.readIn(directory, "a.key", 9)).asString().isEqualTo("challenge");
  }

  @Test
  void refusesALongerFile() {
    assertThatIOException().isThrownBy(() -> files.readIn(directory, "a.key", 8));
    assertThatIOException().isThrownBy(() -> files.read(directory.resolve("a.key"), 8));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../outside.key",
        "..",
        ".",
        "",
        "/etc/passwd",
        "..\\outside.key",
        "C:x.key",
        "a.key\0",
        "é"
      })
  void refusesWhatIsMoreThanAName(String name) {
    assertThatIOException().isThrownBy(() -> files.readIn(directory, name, 100));
    FileReader lambda = (file, longest) -> new byte[0];
    assertThatIOException().isThrownBy(() -> lambda.readIn(directory, name, 100));
  }

  @Test
  void refusesALinkInPlaceOfTheFile() throws IOException {
    Files.createSymbolicLink(directory.resolve("b.key"), home.resolve("outside.key"));

    assertThatIOException().isThrownBy(() -> files.readIn(directory, "b.key", 100));
    assertThat(files.read(directory.resolve("b.key"), 100)).asString().isEqualTo("outside");
  }

  @Test
  void refusesADirectory() throws IOException {
    Files.createDirectory(directory.resolve("c.key"));

    assertThatIOException().isThrownBy(() -> files.readIn(directory, "c.key", 100));
    assertThat(files.exists(directory.resolve("c.key"))).isFalse();
  }

  @Test
  void tellsWhetherAFileIsThere() {
    assertThat(files.exists(directory.resolve("a.key"))).isTrue();
    assertThat(files.exists(directory.resolve("none.key"))).isFalse();
  }

  @Test
  void readersThatAreLambdasTellItToo() {
    FileReader lambda =
        (file, longest) -> {
          if (file.endsWith("here")) {
            return new byte[0];
          }
          throw new NoSuchFileException(file.toString());
        };

    assertThat(lambda.exists(Path.of("here"))).isTrue();
    assertThat(lambda.exists(Path.of("gone"))).isFalse();
  }
}
