package dev.latchkey.benchmarks;

import dev.latchkey.spi.cache.CacheKey;
import dev.latchkey.spi.cache.CacheKeySource;
import java.util.Optional;
import javax.crypto.spec.SecretKeySpec;

/** One key to encrypt token caches with. */
final class MemoryKey implements CacheKeySource {

  private static final String ID = "benchmark";

  private final CacheKey key = CacheKey.of(ID, new SecretKeySpec(new byte[32], "AES"));

  @Override
  public CacheKey primary() {
    return key;
  }

  @Override
  public Optional<CacheKey> byId(String id) {
    return id.equals(ID) ? Optional.of(key) : Optional.empty();
  }
}
