package dev.latchkey.spi.http;

import java.util.Locale;
import java.util.Objects;

/**
 * A host and a port.
 *
 * @param host name or address, in lower case
 * @param port 1 to 65535
 * @since 0.1
 */
public record HostAndPort(String host, int port) {

  /**
   * Checks both.
   *
   * @param host name or address, in lower case
   * @param port 1 to 65535
   * @throws IllegalArgumentException if the host is empty or the port out of bounds
   */
  public HostAndPort {
    host = Objects.requireNonNull(host, "host").toLowerCase(Locale.ROOT);
    if (host.isBlank() || port < 1 || port > 65_535) {
      throw new IllegalArgumentException("host is empty or port is not between 1 and 65535");
    }
  }

  /** {@return host:port} */
  @Override
  public String toString() {
    return host + ":" + port;
  }
}
