package dev.latchkey.adapters.http.jdk;

import dev.latchkey.spi.http.Proxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ProxySelector;
import java.net.SocketAddress;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;

/** Chooses the proxy of the settings for all but loopback and link-local hosts. */
final class ProxyUnlessNear extends ProxySelector {

  private static final Pattern NEAR =
      Pattern.compile(
          "localhost|.*\\.localhost|127(\\.\\d{1,3}){3}|169\\.254(\\.\\d{1,3}){2}|\\[::1]"
              + "|\\[(0+:){7}0*1]|\\[fe[89ab][0-9a-f]:.*");

  private final Proxy proxy;

  ProxyUnlessNear(Proxy proxy) {
    this.proxy = proxy;
  }

  boolean isProxied(URI uri) {
    return proxy instanceof Proxy.Via
        && !NEAR.matcher(uri.getHost().toLowerCase(Locale.ROOT)).matches();
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
