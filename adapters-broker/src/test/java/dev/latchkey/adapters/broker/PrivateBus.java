package dev.latchkey.adapters.broker;

import dev.latchkey.spi.tck.MapEnvironment;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/**
 * A dbus-daemon of the test's own. It lets through what a hostile one would, forged answers too.
 */
final class PrivateBus implements AutoCloseable {

  private final Path folder;
  private final Process daemon;

  PrivateBus() {
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
                  "dbus-daemon", "--config-file=" + config, "--nofork", "--print-address=1")
              .redirectError(ProcessBuilder.Redirect.DISCARD)
              .start();
      BufferedReader out = daemon.inputReader(StandardCharsets.UTF_8);
      if (out.readLine() == null) {
        throw new IllegalStateException("dbus-daemon did not start; install Debian's dbus");
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Path socket() {
    return folder.resolve("bus");
  }

  MapEnvironment environment() {
    return MapEnvironment.empty()
        .withVariable("DBUS_SESSION_BUS_ADDRESS", "unix:path=" + socket() + ",guid=0123456789");
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
