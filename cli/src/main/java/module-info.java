/**
 * The command line: tokens for people and scripts, a demonstration, a doctor, and an identity
 * provider to try things against.
 *
 * @since 0.1
 */
module dev.latchkey.cli {
  requires dev.latchkey.client;
  requires dev.latchkey.sandbox;
  requires static org.jspecify;
  requires info.picocli;
  requires jakarta.json;
  requires java.logging;

  uses dev.latchkey.spi.cache.TokenCacheStoreProvider;
  uses dev.latchkey.spi.crypto.CryptoProvider;
  uses dev.latchkey.spi.http.HttpTransportProvider;

  // Options are filled in by reflection.
  opens dev.latchkey.cli to
      info.picocli;
}
