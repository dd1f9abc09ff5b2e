package dev.latchkey.spi.crypto;

import dev.latchkey.spi.Provider;

/**
 * Finds a crypto adapter. It is asked only by clients that sign or verify.
 *
 * @since 0.1
 */
public interface CryptoProvider extends Provider {

  /**
   * Opens the adapter.
   *
   * @return what it does
   */
  Crypto open();
}
