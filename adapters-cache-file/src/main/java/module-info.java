/**
 * Keeps the token cache in one file that processes share, and its keys in a file or a variable.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.cache.file {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;

  exports dev.latchkey.adapters.cache.file;

  provides dev.latchkey.spi.cache.TokenCacheStoreProvider with
      dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
  provides dev.latchkey.spi.cache.CacheKeySourceProvider with
      dev.latchkey.adapters.cache.file.KeyFileCacheKeySourceProvider,
      dev.latchkey.adapters.cache.file.EnvironmentCacheKeySourceProvider;
}
