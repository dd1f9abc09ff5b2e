/**
 * Keeps HTTP answers that are no tokens in a file, for command lines.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.http.cache {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;

  exports dev.latchkey.adapters.http.cache;

  provides dev.latchkey.spi.cache.HttpResponseStoreProvider with
      dev.latchkey.adapters.http.cache.HttpCacheFileProvider;
}
