package dev.latchkey.adapters.http.violation;

import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.CacheKeySourceProvider;
import dev.latchkey.spi.system.ProcessRunner;
import dev.latchkey.spi.system.ProcessRunnerProvider;
import java.util.Map;

/** One class for two ports. */
public final class DoubleProvider implements ProcessRunnerProvider, CacheKeySourceProvider {

  @Override
  public String name() {
    return "double";
  }

  @Override
  public int spiLevel() {
    return 1;
  }

  @Override
  public ProcessRunner open() {
    throw new UnsupportedOperationException();
  }

  @Override
  public CacheKeySource open(Map<String, String> settings) {
    throw new UnsupportedOperationException();
  }
}
