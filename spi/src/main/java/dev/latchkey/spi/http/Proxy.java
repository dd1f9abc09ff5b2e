package dev.latchkey.spi.http;

import dev.latchkey.domain.credential.Secret;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How requests leave the network.
 *
 * @since 0.1
 */
public sealed interface Proxy {

  /** {@return no proxy, whatever the environment says} */
  static Proxy none() {
    return new None();
  }

  /**
   * One proxy for every host but the loopback and link-local ones (metadata endpoints answer the
   * machine that asks, and tell secrets); https goes through it by CONNECT.
   *
   * @param address the proxy, which is spoken to in plain HTTP
   * @return the proxy
   */
  static Proxy via(HostAndPort address) {
    return new Via(address, null, null);
  }

  /**
   * One proxy that wants a name and a password (Basic, RFC 7617).
   *
   * @param address the proxy
   * @param user the name
   * @param password the password
   * @return the proxy
   */
  static Proxy via(HostAndPort address, String user, Secret password) {
    return new Via(
        address,
        Objects.requireNonNull(user, "user"),
        Objects.requireNonNull(password, "password"));
  }

  /**
   * No proxy.
   *
   * @since 0.1
   */
  record None() implements Proxy {}

  /**
   * One proxy.
   *
   * @param address the proxy
   * @param user the name it wants, or null
   * @param password the password it wants, or null
   * @since 0.1
   */
  record Via(HostAndPort address, @Nullable String user, @Nullable Secret password)
      implements Proxy {
    /**
     * Checks that the address is there.
     *
     * @param address the proxy
     * @param user the name it wants, or null
     * @param password the password it wants, or null
     */
    public Via {
      Objects.requireNonNull(address, "proxy address");
    }
  }
}
