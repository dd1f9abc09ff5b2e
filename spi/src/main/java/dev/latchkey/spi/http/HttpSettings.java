package dev.latchkey.spi.http;

import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * How to connect. It holds for transports that Latchkey opens; a transport that the application
 * supplies is used as it is. Immutable.
 *
 * @since 0.1
 */
public final class HttpSettings {

  // Trust, proxy and resolver are made when somebody asks for them, which a token from the cache
  // does not need.
  private static final HttpSettings DEFAULTS =
      new HttpSettings(
          Duration.ofSeconds(30), Duration.ofSeconds(10), null, null, null, Map.of(), 64);

  private final Duration timeout;
  private final Duration connectTimeout;
  private final @Nullable Trust trust;
  private final @Nullable Proxy proxy;
  private final @Nullable HostResolver hostResolver;
  private final Map<HostAndPort, HostAndPort> connectTo;
  private final int maxConnections;

  private HttpSettings(
      Duration timeout,
      Duration connectTimeout,
      @Nullable Trust trust,
      @Nullable Proxy proxy,
      @Nullable HostResolver hostResolver,
      Map<HostAndPort, HostAndPort> connectTo,
      int maxConnections) {
    this.timeout = timeout;
    this.connectTimeout = connectTimeout;
    this.trust = trust;
    this.proxy = proxy;
    this.hostResolver = hostResolver;
    this.connectTo = connectTo;
    this.maxConnections = maxConnections;
  }

  /** {@return 30 s in all, 10 s to connect, the runtime's trust, no proxy, 64 connections} */
  public static HttpSettings defaults() {
    return DEFAULTS;
  }

  /**
   * Sets how long an acquisition may take in all: discovery, token request and repeats.
   *
   * @param value how long an acquisition may take in all: discovery, token request and repeats
   * @return a copy with it
   * @throws IllegalArgumentException if it is zero or less, or longer than a day
   */
  public HttpSettings timeout(Duration value) {
    return new HttpSettings(
        positive("timeout", value),
        connectTimeout,
        trust,
        proxy,
        hostResolver,
        connectTo,
        maxConnections);
  }

  /**
   * Sets how long name look-up, connecting and the TLS handshake may take together.
   *
   * @param value how long name look-up, connecting and the TLS handshake may take together
   * @return a copy with it
   * @throws IllegalArgumentException if it is zero or less, or longer than a day
   */
  public HttpSettings connectTimeout(Duration value) {
    return new HttpSettings(
        timeout,
        positive("connect timeout", value),
        trust,
        proxy,
        hostResolver,
        connectTo,
        maxConnections);
  }

  /**
   * Sets whose TLS certificates are believed.
   *
   * @param value whose TLS certificates are believed
   * @return a copy with it
   */
  public HttpSettings trust(Trust value) {
    return new HttpSettings(
        timeout,
        connectTimeout,
        Objects.requireNonNull(value, "trust"),
        proxy,
        hostResolver,
        connectTo,
        maxConnections);
  }

  /**
   * Sets how requests leave the network.
   *
   * @param value how requests leave the network
   * @return a copy with it
   */
  public HttpSettings proxy(Proxy value) {
    return new HttpSettings(
        timeout,
        connectTimeout,
        trust,
        Objects.requireNonNull(value, "proxy"),
        hostResolver,
        connectTo,
        maxConnections);
  }

  /**
   * Sets how host names are looked up.
   *
   * @param value how host names are looked up
   * @return a copy with it
   */
  public HttpSettings hostResolver(HostResolver value) {
    return new HttpSettings(
        timeout,
        connectTimeout,
        trust,
        proxy,
        Objects.requireNonNull(value, "hostResolver"),
        connectTo,
        maxConnections);
  }

  /**
   * Sets where to connect to in place of a host and port.
   *
   * @param value where to connect to in place of a host and port; TLS still checks the certificate
   *     for the host that was asked for
   * @return a copy with it
   */
  public HttpSettings connectTo(Map<HostAndPort, HostAndPort> value) {
    return new HttpSettings(
        timeout, connectTimeout, trust, proxy, hostResolver, Map.copyOf(value), maxConnections);
  }

  /**
   * Sets how many connections may be open at once.
   *
   * @param value how many connections may be open at once
   * @return a copy with it
   * @throws IllegalArgumentException if it is less than 1
   */
  public HttpSettings maxConnections(int value) {
    return new HttpSettings(
        timeout, connectTimeout, trust, proxy, hostResolver, connectTo, atLeastOne(value));
  }

  /** {@return how long an acquisition may take in all: discovery, token request and repeats} */
  public Duration timeout() {
    return timeout;
  }

  /** {@return how long name look-up, connecting and the TLS handshake may take together} */
  public Duration connectTimeout() {
    return connectTimeout;
  }

  /** {@return whose TLS certificates are believed} */
  public Trust trust() {
    return trust == null ? Trust.system() : trust;
  }

  /** {@return how requests leave the network} */
  public Proxy proxy() {
    return proxy == null ? Proxy.none() : proxy;
  }

  /** {@return how host names are looked up} */
  public HostResolver hostResolver() {
    return hostResolver == null ? HostResolver.system() : hostResolver;
  }

  /**
   * {@return where to connect to in place of a host and port; TLS still checks the certificate for
   * the host that was asked for}
   */
  public Map<HostAndPort, HostAndPort> connectTo() {
    return connectTo;
  }

  /** {@return how many connections may be open at once} */
  public int maxConnections() {
    return maxConnections;
  }

  private static Duration positive(String what, Duration value) {
    if (value.isZero() || value.isNegative() || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException(what + " is not between 1 ns and 1 day");
    }
    return value;
  }

  private static int atLeastOne(int value) {
    if (value < 1) {
      throw new IllegalArgumentException("max connections is less than 1");
    }
    return value;
  }

  /** {@return the time limits and the number of connections} */
  @Override
  public String toString() {
    return "HttpSettings[timeout="
        + timeout
        + ", connectTimeout="
        + connectTimeout
        + ", maxConnections="
        + maxConnections
        + "]";
  }
}
