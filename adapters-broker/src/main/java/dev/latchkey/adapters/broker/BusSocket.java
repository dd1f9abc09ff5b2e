package dev.latchkey.adapters.broker;

import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.system.EnvironmentReader;
import java.io.IOException;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Where the session bus listens, and who this process is to it. Only a socket in the file system
 * that belongs to this user or to root is one: everything else could be anybody's.
 */
record BusSocket(Path path, long uid) {

  private static final Path SELF = Path.of("/proc/self");

  static BusSocket find(EnvironmentReader environment) {
    Path path =
        environment
            .variable("DBUS_SESSION_BUS_ADDRESS")
            .map(BusSocket::pathOf)
            .or(
                () ->
                    environment
                        .variable("XDG_RUNTIME_DIR")
                        .map(it -> Path.of(it, "bus"))
                        .filter(Files::exists))
            .orElseThrow(
                () ->
                    new BrokerException(
                        "there is no session bus: DBUS_SESSION_BUS_ADDRESS is not set"));
    try {
      long own = uidOf(SELF);
      long owner = uidOf(path);
      if (owner != own && owner != 0) {
        throw new BrokerException(
            "the session bus belongs to another user; DBUS_SESSION_BUS_ADDRESS was set by somebody"
                + " else");
      }
      return new BusSocket(path, own);
    } catch (IOException | UnsupportedOperationException e) {
      throw new BrokerException("there is no session bus at its address", FailureDetails.none(), e);
    }
  }

  // The first of several that can be used, as the specification has it.
  private static Path pathOf(String addresses) {
    for (String address : addresses.split(";", -1)) {
      Optional<String> path = path(address);
      if (path.isPresent()) {
        try {
          return Path.of(path.get());
        } catch (InvalidPathException e) {
          break;
        }
      }
    }
    throw new BrokerException(
        "the address of the session bus is no socket in the file system (unix:path=...); nothing"
            + " else is connected to");
  }

  private static Optional<String> path(String address) {
    if (!address.startsWith("unix:")) {
      return Optional.empty();
    }
    for (String part : address.substring("unix:".length()).split(",", -1)) {
      if (part.startsWith("path=/")) {
        try {
          // A plus is itself in these addresses.
          String encoded = part.substring("path=".length()).replace("+", "%2B");
          return Optional.of(URLDecoder.decode(encoded, StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
          return Optional.empty();
        }
      }
    }
    return Optional.empty();
  }

  private static long uidOf(Path path) throws IOException {
    return ((Number) Files.getAttribute(path, "unix:uid")).longValue();
  }

  /** Tells whether whoever listens runs as this user or as root; a name is all that Java tells. */
  boolean isTrusted(String peer) throws IOException {
    return peer.equals(Files.getOwner(SELF).getName())
        || peer.equals(Files.getOwner(Path.of("/")).getName());
  }
}
