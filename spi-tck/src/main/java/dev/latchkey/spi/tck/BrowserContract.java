package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Launch;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link Browser} does, shown with programs that note what they are given. A subclass
 * says how to open one. The programs are scripts, which Windows would not start.
 *
 * @since 0.1
 */
@DisplayName("A browser")
@DisabledOnOs(OS.WINDOWS)
public abstract class BrowserContract {

  private static final BrowserUrl PLAIN =
      new BrowserUrl(URI.create("https://id.example/authorize?state=hush-0dd1c0de&scope=a%20b"));
  private static final Duration PROMISED = Duration.ofSeconds(2);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  @TempDir private Path folder;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init")
  protected BrowserContract() {}

  /**
   * Opens the browser under test.
   *
   * @param settings which program
   * @return the browser
   */
  protected abstract Browser open(BrowserSettings settings);

  private Launch launch(String program, BrowserUrl url) {
    return open(BrowserSettings.of(EnvironmentReader.system()).program(program)).open(url);
  }

  private String program(String script) throws IOException {
    Path program = folder.resolve("a browser");
    Files.writeString(program, "#!/bin/sh\ncd '" + folder + "'\n" + script + "\n");
    Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
    return program.toString();
  }

  private List<String> note() throws IOException {
    return Files.readAllLines(folder.resolve("note"));
  }

  @Test
  @DisplayName("gives a program the address as its only argument")
  void onlyArgument() throws IOException {
    Launch launch = launch(program("printf '%s\\n' \"$#\" \"$@\" > note"), PLAIN);

    assertThat(launch.opened()).isTrue();
    assertThat(note()).containsExactly("1", PLAIN.argument());
  }

  // B-06
  @Test
  @DisplayName("gives it addresses of every printable character, 10 kB long, as they are")
  void noShell() throws IOException {
    StringBuilder query = new StringBuilder();
    for (char c = '!'; c <= '~'; c++) {
      boolean encoded = "\"#<>\\^`{|}%".indexOf(c) >= 0;
      query.append(encoded ? String.format("%%%02X", (int) c) : Character.toString(c));
    }
    String command = "$(touch$IFS'x');touch$IFS'x'&";
    BrowserUrl url =
        new BrowserUrl(
            URI.create("https://id.example/a?" + query + command + "a".repeat(10_000) + "#;&b"));

    assertThat(launch(program("printf '%s\\n' \"$#\" \"$@\" > note"), url).opened()).isTrue();

    assertThat(note()).containsExactly("1", url.argument());
    assertThat(folder.resolve("x")).doesNotExist();
  }

  @Test
  @DisplayName("does not wait for the browser to be closed, and leaves it alone")
  void doesNotWait() throws IOException {
    long begin = System.nanoTime();
    Launch launch = launch(program("echo $$ > note\nexec sleep 30"), PLAIN);
    Duration took = Duration.ofNanos(System.nanoTime() - begin);

    ProcessHandle browser = ProcessHandle.of(Long.parseLong(note().get(0))).orElseThrow();
    boolean alive = browser.isAlive();
    browser.destroy();
    assertThat(launch.opened()).isTrue();
    assertThat(alive).isTrue();
    assertThat(took).isLessThan(PROMISED);
  }

  @Test
  @DisplayName("is not held up by what a program prints or wants to read")
  void prints() throws IOException {
    String script = "cat\nhead -c 1000000 /dev/zero\nhead -c 1000000 /dev/zero >&2";

    assertThat(launch(program(script + "\necho done > note"), PLAIN).opened()).isTrue();
    assertThat(note()).containsExactly("done");
  }

  // B-09
  @Test
  @DisplayName("tells at once, without the address, that there is no such program")
  void noProgram() {
    String missing = folder.resolve("missing").toString();

    long begin = System.nanoTime();
    Launch launch = launch(missing, PLAIN);

    assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(AT_ONCE);
    assertThat(launch.opened()).isFalse();
    assertThat(launch.detail()).contains(missing).doesNotContain("hush");
  }

  @Test
  @DisplayName("tells, without the address, that the program failed")
  void failingProgram() throws IOException {
    String failing = program("echo \"$1\" >&2\nexit 3");

    Launch launch = launch(failing, PLAIN);

    assertThat(launch.opened()).isFalse();
    assertThat(launch.detail()).contains(failing).doesNotContain("hush");
  }

  @Test
  @DisplayName("tells, without the address, that the program could not be started")
  void brokenProgram() throws IOException {
    Path broken = Files.writeString(folder.resolve("broken"), "#!/nowhere/at/all\n");
    Files.setPosixFilePermissions(broken, PosixFilePermissions.fromString("rwx------"));

    Launch launch = launch(broken.toString(), PLAIN);

    assertThat(launch.opened()).isFalse();
    assertThat(launch.detail()).contains("broken").doesNotContain("hush");
  }
}
