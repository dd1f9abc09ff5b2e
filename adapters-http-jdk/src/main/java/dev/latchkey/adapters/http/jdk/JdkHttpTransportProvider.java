package dev.latchkey.adapters.http.jdk;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.http.HostResolver;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.http.Proxy;

/**
 * Opens transports over {@code java.net.http}, in HTTP/1.1. What that client cannot do is refused:
 * a host resolver of one's own, connecting elsewhere, and credentials for a proxy.
 *
 * <p>Its limits, which {@code latchkey-adapters-http} does not have: the connect timeout does not
 * cover the name look-up (the deadline does); a proxy that refuses a tunnel otherwise than with 407
 * counts as a broken connection; {@link HttpSettings#maxConnections()} counts requests at once, and
 * idle connections may add to them; a connection whose answer has a head that cannot be read stays
 * open until the server closes it; and below Java 21 idle connections and one thread per client
 * certificate stay after {@code close} until they are garbage collected.
 *
 * @since 0.1
 */
public final class JdkHttpTransportProvider implements HttpTransportProvider {

  /** Does nothing; {@link #open} does. */
  public JdkHttpTransportProvider() {}

  @Override
  public String name() {
    return "jdk";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public HttpTransport open(HttpSettings settings) {
    if (settings.hostResolver() != HostResolver.system()) {
      throw unsupported("hostResolver", "looks names up in its own way");
    }
    if (!settings.connectTo().isEmpty()) {
      throw unsupported("connectTo", "connects where the URI says");
    }
    if (settings.proxy() instanceof Proxy.Via via && via.user() != null) {
      // Basic for tunnels can only be switched on for the whole process.
      throw unsupported("proxy", "gives no credentials to a proxy");
    }
    return new JdkHttpTransport(settings);
  }

  private static ConfigurationException unsupported(String setting, String limit) {
    return new ConfigurationException(
        "the setting "
            + setting
            + " cannot be honoured: java.net.http "
            + limit
            + "; use latchkey-adapters-http");
  }
}
