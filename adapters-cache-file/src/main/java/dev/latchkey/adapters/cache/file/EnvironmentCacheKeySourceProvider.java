package dev.latchkey.adapters.cache.file;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.CacheKeySourceProvider;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Map;
import java.util.Set;

/**
 * Takes the keys of the cache from an environment variable, which the setting {@code variable}
 * names. Its value is {@code id:base64}: an id of 1 to 64 letters, digits, hyphens and underscores,
 * and 32 bytes in base64. Several, separated by blanks or commas, let keys be rotated: the first
 * encrypts, all decrypt.
 *
 * @since 0.1
 */
public final class EnvironmentCacheKeySourceProvider implements CacheKeySourceProvider {

  private static final String VARIABLE = "variable";

  /** Does nothing; {@link #open} does. */
  public EnvironmentCacheKeySourceProvider() {}

  /**
   * Takes the keys from a variable of an environment.
   *
   * @param environment the environment, {@link EnvironmentReader#system()} as a rule
   * @param variable the name of the variable, which is read at each use
   * @return the source
   */
  public static CacheKeySource of(EnvironmentReader environment, String variable) {
    return new EnvironmentCacheKeySource(environment, variable);
  }

  @Override
  public String name() {
    return "environment";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public CacheKeySource open(Map<String, String> settings) {
    Settings read = new Settings("the key source environment", settings, Set.of(VARIABLE));
    return of(EnvironmentReader.system(), read.required(VARIABLE));
  }
}
