package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Proxy;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Decides where a request leaves: straight, elsewhere, or through the proxy. */
final class Egress {

  private final Map<HostAndPort, HostAndPort> connectTo;
  private final Proxy.@Nullable Via proxy;

  Egress(HttpSettings settings) {
    this.connectTo = settings.connectTo();
    this.proxy = settings.proxy() instanceof Proxy.Via via ? via : null;
  }

  Hop hop(String scheme, HostAndPort asked) {
    HostAndPort target = connectTo.getOrDefault(asked, asked);
    if (proxy == null || !proxy.isFor(target)) {
      return new Hop(target, null, false);
    }
    return scheme.equals("https")
        ? new Hop(proxy.address(), target, true)
        : new Hop(proxy.address(), null, true);
  }

  /** The value of Proxy-Authorization (RFC 7617), or null if the proxy wants none. */
  @Nullable String proxyAuthorization() {
    if (proxy == null || proxy.user() == null || proxy.password() == null) {
      return null;
    }
    String pair = proxy.user() + ":" + proxy.password().reveal();
    return "Basic " + Base64.getEncoder().encodeToString(pair.getBytes(StandardCharsets.UTF_8));
  }

  /**
   * The way of one connection.
   *
   * @param dial where to connect to
   * @param tunnelTo what to ask the proxy for, or null if no tunnel is needed
   * @param proxied whether a proxy is at the other end
   */
  record Hop(HostAndPort dial, @Nullable HostAndPort tunnelTo, boolean proxied) {}
}
