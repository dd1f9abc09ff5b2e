package dev.latchkey.cli;

import dev.latchkey.client.CacheMaintenance;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.system.EnvironmentReader;
import java.nio.file.Path;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Which token cache is looked after. Whether it is encrypted it tells itself. */
final class CacheFileOptions {

  @Option(
      names = "--cache",
      paramLabel = "FILE",
      required = true,
      description = "The token cache, encrypted or not.")
  private Path file = Path.of("");

  @Mixin private final CacheKeyOptions keys;

  CacheFileOptions(EnvironmentReader environment) {
    this.keys = new CacheKeyOptions(environment);
  }

  Path file() {
    return file;
  }

  CacheKeyOptions keys() {
    return keys;
  }

  /** Opens the maintenance of what is there, in whatever form it is. */
  CacheMaintenance of(TokenCacheStore store) {
    return switch (CacheMaintenance.formOf(store)) {
      case ENCRYPTED -> CacheMaintenance.of(store, keys.encrypted());
      case PLAINTEXT -> CacheMaintenance.of(store, CacheProtection.plaintext());
      case EMPTY ->
          throw new IllegalArgumentException("there is no token cache in " + file + " yet");
    };
  }
}
