package dev.latchkey.adapters.http.jdk;

import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.Proxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;

/** Chooses the proxy of the settings for the hosts that it is for. */
final class ProxyUnlessNear extends ProxySelector {

  private final Proxy proxy;

  ProxyUnlessNear(Proxy proxy) {
    this.proxy = proxy;
  }

  boolean isProxied(URI uri) {
    return proxy instanceof Proxy.Via via && via.isFor(new HostAndPort(uri.getHost(), port(uri)));
  }

  private static int port(URI uri) {
    if (uri.getPort() >= 0) {
      return uri.getPort();
    }
    return uri.getScheme().equalsIgnoreCase("https") ? 443 : 80;
  }

  @Override
  public List<java.net.Proxy> select(URI uri) {
    // The address is looked up now, on the client's thread, so that a changed one is noticed.
    return isProxied(uri) && proxy instanceof Proxy.Via via
        ? List.of(
            new java.net.Proxy(
                java.net.Proxy.Type.HTTP,
                new InetSocketAddress(via.address().host(), via.address().port())))
        : List.of(java.net.Proxy.NO_PROXY);
  }

  @Override
  public void connectFailed(URI uri, SocketAddress address, IOException failure) {}
}
