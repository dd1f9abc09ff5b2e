package dev.latchkey.spi.http;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.system.EnvironmentReader;
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
  static Via via(HostAndPort address) {
    return new Via(address, null, null, NoProxy.nobody());
  }

  /**
   * One proxy that wants a name and a password (Basic, RFC 7617).
   *
   * @param address the proxy
   * @param user the name
   * @param password the password
   * @return the proxy
   */
  static Via via(HostAndPort address, String user, Secret password) {
    return new Via(
        address,
        Objects.requireNonNull(user, "user"),
        Objects.requireNonNull(password, "password"),
        NoProxy.nobody());
  }

  /**
   * What the environment variables {@code HTTPS_PROXY} and {@code NO_PROXY} say, at this moment. In
   * lower case they go first, as other tools have it. Nothing else is read: not {@code HTTP_PROXY},
   * which a web server may have made from a header of a stranger, and nothing unless this is
   * called.
   *
   * <p>{@code HTTPS_PROXY} is {@code http://host:port} or {@code http://user:password@host:port},
   * user and password percent-encoded; the scheme may be left out, the port may not, since tools
   * differ in what they take then. {@link NoProxy} tells how {@code NO_PROXY} is read.
   *
   * @param environment has the variables
   * @return the proxy; none if {@code HTTPS_PROXY} is not set
   * @throws ConfigurationException if one of them is not readable, or names a proxy that is spoken
   *     to in TLS or SOCKS; the message does not repeat {@code HTTPS_PROXY}, which may hold a
   *     password
   */
  static Proxy fromEnvironment(EnvironmentReader environment) {
    return ProxyVariables.read(environment);
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
   * @param except which hosts it is passed by for, besides those near
   * @since 0.1
   */
  record Via(HostAndPort address, @Nullable String user, @Nullable Secret password, NoProxy except)
      implements Proxy {

    // Metadata endpoints answer the machine that asks, and tell secrets.
    private static final NoProxy NEAR =
        NoProxy.parse("localhost,127.0.0.0/8,169.254.0.0/16,0.0.0.0,::1,::,fe80::/10");

    /**
     * Checks that address and exceptions are there.
     *
     * @param address the proxy
     * @param user the name it wants, or null
     * @param password the password it wants, or null
     * @param except which hosts it is passed by for, besides those near
     */
    public Via {
      Objects.requireNonNull(address, "proxy address");
      Objects.requireNonNull(except, "hosts without proxy");
    }

    /**
     * Passes the proxy by for some hosts.
     *
     * @param value which hosts
     * @return a copy with them
     */
    public Via except(NoProxy value) {
      return new Via(address, user, password, value);
    }

    /**
     * Tells which way a request goes. Loopback and link-local hosts never go through a proxy,
     * whatever is said elsewhere.
     *
     * @param target the host and port that would be connected to without a proxy
     * @return whether the proxy is connected to instead
     */
    public boolean isFor(HostAndPort target) {
      return !NEAR.covers(target) && !except.covers(target);
    }
  }
}
