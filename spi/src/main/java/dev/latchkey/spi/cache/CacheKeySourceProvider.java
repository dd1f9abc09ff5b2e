package dev.latchkey.spi.cache;

import dev.latchkey.spi.Provider;
import java.util.Map;

/**
 * Finds a source of cache keys. It is asked only when the application names it.
 *
 * @since 0.1
 */
public interface CacheKeySourceProvider extends Provider {

  /**
   * Opens the source.
   *
   * @param settings the source's own settings, by name
   * @return the source
   * @throws dev.latchkey.domain.error.ConfigurationException if a setting is missing, wrong or
   *     unknown
   */
  CacheKeySource open(Map<String, String> settings);
}
