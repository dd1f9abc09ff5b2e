package dev.latchkey.spi.cache;

import dev.latchkey.spi.Provider;
import java.util.Map;

/**
 * Finds a store of HTTP answers. It is asked only when the application names it.
 *
 * @since 0.1
 */
public interface HttpResponseStoreProvider extends Provider {

  /**
   * Opens the store.
   *
   * @param settings the store's own settings, by name
   * @return the store
   * @throws dev.latchkey.domain.error.ConfigurationException if a setting is missing, wrong or
   *     unknown
   */
  HttpResponseStore open(Map<String, String> settings);
}
