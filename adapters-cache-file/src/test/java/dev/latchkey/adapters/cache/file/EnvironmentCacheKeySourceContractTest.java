package dev.latchkey.adapters.cache.file;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.tck.CacheKeySourceContract;
import dev.latchkey.spi.tck.MapEnvironment;
import java.util.Arrays;
import java.util.Base64;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A key in the environment")
class EnvironmentCacheKeySourceContractTest extends CacheKeySourceContract {

  private static final String ONE = "one:" + Base64.getEncoder().encodeToString(filled(1));
  private static final String TWO = "two:" + Base64.getEncoder().encodeToString(filled(2));

  private MapEnvironment environment = MapEnvironment.empty().withVariable("CACHE_KEY", ONE);

  @Override
  protected CacheKeySource open() {
    return EnvironmentCacheKeySourceProvider.of(environment, "CACHE_KEY");
  }

  @Override
  protected void rotate() {
    environment = MapEnvironment.empty().withVariable("CACHE_KEY", TWO + " " + ONE);
  }

  @Override
  protected void breakPlace() {
    environment = MapEnvironment.empty();
  }

  @Test
  @DisplayName("that is not set is told by the name of the variable")
  void missingVariableIsNamed() {
    breakPlace();

    assertThatThrownBy(() -> open().primary())
        .isInstanceOf(CacheException.class)
        .hasMessage("the environment variable CACHE_KEY is not set; put a key there, as id:base64");
  }

  private static byte[] filled(int value) {
    byte[] bytes = new byte[32];
    Arrays.fill(bytes, (byte) value);
    return bytes;
  }
}
