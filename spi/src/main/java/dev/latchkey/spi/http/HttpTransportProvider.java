package dev.latchkey.spi.http;

import dev.latchkey.spi.Provider;

/**
 * Finds an HTTP adapter.
 *
 * @since 0.1
 */
public interface HttpTransportProvider extends Provider {

  /**
   * Opens the adapter.
   *
   * @param settings how to connect; an adapter that cannot honour one of them refuses
   * @return a transport that the caller closes
   * @throws dev.latchkey.domain.error.ConfigurationException if a setting cannot be honoured or a
   *     CA file cannot be read
   */
  HttpTransport open(HttpSettings settings);
}
