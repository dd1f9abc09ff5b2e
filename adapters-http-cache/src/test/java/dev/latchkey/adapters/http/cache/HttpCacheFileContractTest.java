package dev.latchkey.adapters.http.cache;

import dev.latchkey.spi.cache.HttpResponseStore;
import dev.latchkey.spi.tck.HttpResponseStoreContract;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;

class HttpCacheFileContractTest extends HttpResponseStoreContract {

  @TempDir private Path folder;

  @Override
  protected HttpResponseStore open() {
    return HttpCacheFileProvider.at(folder.resolve("program.http_cache"));
  }
}
