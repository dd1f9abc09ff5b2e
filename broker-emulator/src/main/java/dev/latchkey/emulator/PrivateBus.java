package dev.latchkey.emulator;

import dev.latchkey.spi.tck.MapEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/**
 * A dbus-daemon of the test's own. It lets through what a hostile one would, forged answers too.
 */
public final class PrivateBus implements AutoCloseable {

  /** Why a test was skipped. */
  static final String MISSING = "dbus-daemon is not installed (Debian's package dbus)";

  private final Path folder;
  private final Process daemon;

  public PrivateBus() {
    this(System.getenv());
  }

  /**
   * Starts it.
   *
   * @throws TestAbortedException if there is no dbus-daemon, so that the test is skipped; with
   *     {@code CI=true} the test fails instead
   */
  PrivateBus(Map<String, String> variables) {
    Path program = program(variables);
    try {
      folder = Files.createTempDirectory("latchkey-bus");
      Path config = folder.resolve("bus.conf");
      Files.writeString(
          config,
          """
          <busconfig>
            <type>session</type>
            <listen>unix:path=%s</listen>
            <auth>EXTERNAL</auth>
            <policy context="default">
                <allow user="*"/>
              <allow send_destination="*" eavesdrop="true"/>
              <allow eavesdrop="true"/>
              <allow own="*"/>
              <allow send_requested_reply="false" send_type="method_return"/>
              <allow receive_requested_reply="false" receive_type="method_return"/>
            </policy>
          </busconfig>
          """
              .formatted(socket()));
      daemon =
          new ProcessBuilder(
                  program.toString(), "--config-file=" + config, "--nofork", "--print-address=1")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader out = daemon.inputReader(StandardCharsets.UTF_8);
      if (out.readLine() == null) {
        throw new IllegalStateException("dbus-daemon did not start");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Path program(Map<String, String> variables) {
    Optional<Path> found =
        Stream.of(variables.getOrDefault("PATH", "").split(":", -1))
            .filter(it -> !it.isEmpty())
            .map(it -> Path.of(it, "dbus-daemon"))
            .filter(Files::isExecutable)
            .findFirst();
    if (found.isEmpty() && "true".equals(variables.get("CI"))) {
      throw new IllegalStateException(MISSING + "; with CI=true nothing may be skipped for that");
    }
    return found.orElseThrow(() -> new TestAbortedException(MISSING));
  }

  public Path socket() {
    return folder.resolve("bus");
  }

  public String address() {
    return "unix:path=" + socket() + ",guid=0123456789";
  }

  /** A Linux on which it is the session's bus. */
  public MapEnvironment environment() {
    return MapEnvironment.empty()
        .withProperty("os.name", "Linux")
        .withVariable("DBUS_SESSION_BUS_ADDRESS", address());
  }

  @Override
  public void close() {
    daemon.destroy();
    try {
      if (!daemon.waitFor(5, TimeUnit.SECONDS)) {
        daemon.destroyForcibly();
      }
      Files.deleteIfExists(socket());
      Files.deleteIfExists(folder.resolve("bus.conf"));
      Files.deleteIfExists(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
