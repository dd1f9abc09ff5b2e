package dev.latchkey.spi.cache;

import dev.latchkey.spi.Provider;
import java.util.Map;

/**
 * Finds a token cache store. It is asked only when the application names it.
 *
 * @since 0.1
 */
public interface TokenCacheStoreProvider extends Provider {

  /**
   * Opens the store.
   *
   * @param settings the store's own settings, by name
   * @return a store that the caller closes
   * @throws dev.latchkey.domain.error.ConfigurationException if a setting is missing, wrong or
   *     unknown; the message lists the known ones
   * @throws dev.latchkey.domain.error.CacheException if the store could not be opened
   */
  TokenCacheStore open(Map<String, String> settings);
}
