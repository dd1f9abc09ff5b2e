package dev.latchkey.adapters.cache.file;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.system.EnvironmentReader;
import java.util.Objects;
import java.util.Optional;

/** Keys in an environment variable. */
final class EnvironmentCacheKeySource implements CacheKeySource {

  private final EnvironmentReader environment;
  private final String variable;

  EnvironmentCacheKeySource(EnvironmentReader environment, String variable) {
    this.environment = Objects.requireNonNull(environment, "environment");
    this.variable = Objects.requireNonNull(variable, "variable");
  }

  @Override
  public CacheKey primary() {
    return keys().primary();
  }

  @Override
  public Optional<CacheKey> byId(String id) {
    Objects.requireNonNull(id, "key id");
    return keys().byId(id);
  }

  private KeyText keys() {
    String where = "the environment variable " + variable;
    return KeyText.parse(
        environment
            .variable(variable)
            .orElseThrow(
                () -> new CacheException(where + " is not set; put a key there, as id:base64")),
        where);
  }
}
