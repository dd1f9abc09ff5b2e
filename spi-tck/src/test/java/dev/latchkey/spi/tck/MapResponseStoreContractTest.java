package dev.latchkey.spi.tck;

import dev.latchkey.spi.cache.HttpResponseStore;
import java.util.concurrent.ConcurrentHashMap;

class MapResponseStoreContractTest extends HttpResponseStoreContract {

  @Override
  protected HttpResponseStore open() {
    return HttpResponseStore.over(new ConcurrentHashMap<>());
  }
}
