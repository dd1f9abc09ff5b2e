package dev.latchkey.cli;

import dev.latchkey.spi.Providers;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.TokenCacheStoreProvider;
import java.nio.file.Path;
import java.util.Map;
import java.util.ServiceLoader;

/** A token cache in a file, through the adapter that clients use. */
final class CacheFile {

  static final String ADAPTER = "file";

  private CacheFile() {}

  static Map<String, String> settings(Path file) {
    return Map.of("path", file.toString());
  }

  static TokenCacheStore open(Path file) {
    return Providers.in(
            ServiceLoader.load(TokenCacheStoreProvider.class),
            "token cache store",
            "add latchkey-adapters-cache-file to the class path")
        .choose(ADAPTER)
        .open(settings(file));
  }
}
