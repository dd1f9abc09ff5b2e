package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

/** Two functions are a store: the one that {@link TokenCacheStore#singleBlob} makes of them. */
class SingleBlobContractTest extends TokenCacheStoreContract {

  private final AtomicReference<byte[]> blob = new AtomicReference<>();
  private final AtomicBoolean broken = new AtomicBoolean();

  @Override
  protected TokenCacheStore open() {
    return TokenCacheStore.singleBlob(
        () -> {
          failIfBroken();
          return blob.get();
        },
        next -> {
          failIfBroken();
          blob.set(next);
        });
  }

  @Override
  protected void breakMedium() {
    broken.set(true);
  }

  private void failIfBroken() {
    if (broken.get()) {
      throw new IllegalStateException("broken by the test");
    }
  }

  @Test
  void nullIsAnAbsentPartition() {
    try (TokenCacheStore store = open()) {
      assertThat(store.load(StoreKey.WHOLE).exists()).isFalse();
      assertThat(store.version(StoreKey.WHOLE)).isEqualTo(Version.ABSENT);
    }
  }

  @Test
  void whatTheFunctionsThrowIsTheCauseOfATypedError() {
    breakMedium();

    try (TokenCacheStore store = open()) {
      assertThatThrownBy(
              () ->
                  store.replace(
                      StoreKey.WHOLE, Version.ABSENT, new byte[] {1}, Duration.ofHours(1)))
          .isInstanceOf(CacheException.class)
          .hasCauseInstanceOf(IllegalStateException.class);
    }
  }
}
