/**
 * The public API: clients and their builders.
 *
 * @since 0.1
 */
module dev.latchkey.client {
  requires transitive dev.latchkey.application;
  requires transitive dev.latchkey.domain;
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;

  uses dev.latchkey.spi.broker.BrokerProvider;
  uses dev.latchkey.spi.browser.BrowserProvider;
  uses dev.latchkey.spi.cache.CacheKeySourceProvider;
  uses dev.latchkey.spi.cache.HttpResponseStoreProvider;
  uses dev.latchkey.spi.cache.TokenCacheStoreProvider;
  uses dev.latchkey.spi.crypto.CryptoProvider;
  uses dev.latchkey.spi.http.HttpTransportProvider;
  uses dev.latchkey.spi.identity.ManagedIdentityBackendProvider;
  uses dev.latchkey.spi.system.ProcessRunnerProvider;

  exports dev.latchkey.client;
}
