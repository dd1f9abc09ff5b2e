package dev.latchkey.adapters.http;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.http.Trust;
import java.util.Objects;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;

/**
 * Opens transports over Apache HttpClient 5. All settings are honoured. Each client certificate has
 * connections of its own, {@link HttpSettings#maxConnections()} at most, and the sixteen last used
 * certificates keep theirs open.
 *
 * @since 0.1
 */
public final class ApacheHttpTransportProvider implements HttpTransportProvider {

  private static final System.Logger LOG =
      System.getLogger(ApacheHttpTransportProvider.class.getName());

  /** Does nothing; {@link #open} does. */
  public ApacheHttpTransportProvider() {}

  @Override
  public String name() {
    return "apache";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public HttpTransport open(HttpSettings settings) {
    if (settings.trust() instanceof Trust.Anyone) {
      LOG.log(
          System.Logger.Level.WARNING,
          "insecureTrustAnyServer is on: neither certificates nor host names are checked, and"
              + " whoever is on the way can read and change every token");
    }
    return new ApacheHttpTransport(
        PoolPerIdentity.open(Objects.requireNonNull(settings, "settings")), settings.timeout());
  }

  /**
   * Sends with a client that the application holds, which stays the application's to close. Proxy,
   * trust, names and connect timeout are those of the client. The deadline, the caps, no redirects,
   * no cookies and no repeated POST are enforced per request; build the client with {@code
   * disableAutomaticRetries()} so that no GET is repeated either. Requests with a client
   * certificate are refused, since one client has one identity.
   *
   * @param client the client
   * @return a transport over it, whose {@code close} leaves the client open
   */
  public static HttpTransport over(CloseableHttpClient client) {
    return new ApacheHttpTransport(
        new BorrowedClient(Objects.requireNonNull(client, "client")),
        HttpSettings.defaults().timeout());
  }
}
