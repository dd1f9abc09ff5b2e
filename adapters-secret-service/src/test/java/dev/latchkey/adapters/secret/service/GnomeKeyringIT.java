package dev.latchkey.adapters.secret.service;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.tck.CacheKeySourceContract;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.freedesktop.dbus.DBusPath;
import org.freedesktop.dbus.connections.impl.DBusConnection;
import org.freedesktop.dbus.connections.impl.DBusConnectionBuilder;
import org.freedesktop.dbus.interfaces.DBus;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;

/** GNOME's own keyring, without a desktop: a fresh one for each test, on a bus of its own. */
@Tag("real-peer")
class GnomeKeyringIT extends CacheKeySourceContract {

  private static final String DAEMON = "gnome-keyring-daemon";
  private static final String ROOT = "/org/freedesktop/secrets";

  @TempDir private Path folder;
  private PrivateBus bus;
  private Process daemon;

  @BeforeEach
  void start() throws Exception {
    PrivateBus.require();
    assumeTrue(PrivateBus.isInstalled(DAEMON), DAEMON + " is not installed");
    bus = PrivateBus.start(folder);
    try (DBusConnection watcher =
        DBusConnectionBuilder.forAddress(bus.address()).withShared(false).build()) {
      CountDownLatch there = new CountDownLatch(1);
      watcher.addSigHandler(
          DBus.NameOwnerChanged.class,
          signal -> {
            if (signal.name.equals(Bus.SECRETS) && !signal.newOwner.isEmpty()) {
              there.countDown();
            }
          });
      daemon = daemon();
      assertThat(there.await(20, TimeUnit.SECONDS)).as("the keyring is on the bus").isTrue();
    }
  }

  private Process daemon() throws Exception {
    ProcessBuilder builder =
        new ProcessBuilder(DAEMON, "--foreground", "--unlock", "--components=secrets")
            .redirectErrorStream(true)
            .redirectOutput(folder.resolve("keyring.log").toFile());
    Map<String, String> variables = builder.environment();
    variables.put("DBUS_SESSION_BUS_ADDRESS", bus.address());
    for (String name : new String[] {"HOME", "XDG_DATA_HOME", "XDG_RUNTIME_DIR"}) {
      variables.put(name, Files.createDirectories(folder.resolve(name)).toString());
    }
    Process process = builder.start();
    process.getOutputStream().write("pass-phrase".getBytes(StandardCharsets.UTF_8));
    process.getOutputStream().close();
    return process;
  }

  @AfterEach
  void stop() throws InterruptedException {
    if (daemon != null) {
      daemon.destroyForcibly().waitFor(10, TimeUnit.SECONDS);
    }
    if (bus != null) {
      bus.close();
    }
  }

  @Override
  protected CacheKeySource open() {
    return new SecretServiceCacheKeySourceProvider().open(Map.of("bus-address", bus.address()));
  }

  @Override
  protected void breakPlace() {
    try (Bus connection = Bus.connect(bus.address())) {
      String login =
          Wire.path(
              connection.call(ROOT, "org.freedesktop.Secret.Service", "ReadAlias", "s", "default"),
              0);
      connection.call(
          ROOT,
          "org.freedesktop.Secret.Service",
          "Lock",
          "ao",
          (Object) new DBusPath[] {new DBusPath(login)});
    }
  }
}
