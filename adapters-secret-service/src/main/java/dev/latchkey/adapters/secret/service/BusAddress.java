package dev.latchkey.adapters.secret.service;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Arrays;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** Where the session bus is. */
final class BusAddress {

  private static final String PATH = "unix:path=";

  private final @Nullable String given;
  private final EnvironmentReader environment;

  BusAddress(@Nullable String given, EnvironmentReader environment) {
    this.given = given;
    this.environment = environment;
  }

  /** {@return the first address that is a socket with a path: Java opens no others} */
  String text() {
    String all =
        given != null
            ? given
            : environment
                .variable("DBUS_SESSION_BUS_ADDRESS")
                .or(this::usual)
                .orElseThrow(
                    () ->
                        new CacheException(
                            "there is no session bus to reach the keyring by:"
                                + " DBUS_SESSION_BUS_ADDRESS is not set; choose another source of"
                                + " cache keys where nobody is signed in to a desktop"));
    return Arrays.stream(all.split(";", -1))
        .filter(it -> it.startsWith(PATH))
        .findFirst()
        .orElseThrow(
            () ->
                new CacheException(
                    "the address of the session bus is not usable; it begins with " + PATH));
  }

  private Optional<String> usual() {
    return environment.variable("XDG_RUNTIME_DIR").map(folder -> PATH + folder + "/bus");
  }
}
