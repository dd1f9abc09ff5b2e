package dev.latchkey.adapters.secret.service;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.opentest4j.TestAbortedException;

/** A message bus that nobody else has: the reference daemon, with a socket in a folder. */
final class PrivateBus implements AutoCloseable {

  static final String MISSING = "dbus-daemon is not installed (Debian's package dbus)";

  private final Process daemon;
  private final String address;

  private PrivateBus(Process daemon, String address) {
    this.daemon = daemon;
    this.address = address;
  }

  /** Skips the test where there is no daemon; in continuous integration it fails. */
  static void require() {
    if (!isInstalled("dbus-daemon")) {
      if ("true".equals(System.getenv("CI"))) {
        throw new IllegalStateException(MISSING + "; with CI=true nothing is skipped for that");
      }
      throw new TestAbortedException(MISSING);
    }
  }

  static boolean isInstalled(String program) {
    return Stream.of(System.getenv("PATH").split(":", -1))
        .anyMatch(folder -> Files.isExecutable(Path.of(folder, program)));
  }

  /** Starts it; it is ready when it has told its address. */
  static PrivateBus start(Path folder) {
    Path config = folder.resolve("bus.conf");
    try {
      // No services are started by it: whoever is not there is not there.
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
            </policy>
          </busconfig>
          """
              .formatted(folder.resolve("bus")));
      Process daemon =
          new ProcessBuilder(
                  "dbus-daemon", "--nofork", "--print-address=1", "--config-file=" + config)
              .redirectError(folder.resolve("bus.log").toFile())
              .start();
      BufferedReader out = daemon.inputReader(StandardCharsets.UTF_8);
      String address = out.readLine();
      if (address == null) {
        throw new AssertionError(Files.readString(folder.resolve("bus.log")));
      }
      return new PrivateBus(daemon, address);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  String address() {
    return address;
  }

  @Override
  public void close() {
    daemon.destroyForcibly();
    try {
      daemon.waitFor(10, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }
}
