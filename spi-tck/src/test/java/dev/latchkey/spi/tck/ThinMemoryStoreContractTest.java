package dev.latchkey.spi.tck;

import dev.latchkey.spi.cache.TokenCacheStore;

class ThinMemoryStoreContractTest extends TokenCacheStoreContract {

  @Override
  protected TokenCacheStore open() {
    return new ThinMemoryStore();
  }
}
