package dev.latchkey.adapters.crypto;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.crypto.Crypto;
import dev.latchkey.spi.crypto.CryptoProvider;

/**
 * Crypto with jose4j and Bouncy Castle. Neither is registered with the Java runtime.
 *
 * @since 0.1
 */
public final class JoseCryptoProvider implements CryptoProvider {

  /** Does no work. */
  public JoseCryptoProvider() {}

  /** {@return {@code jose}} */
  @Override
  public String name() {
    return "jose";
  }

  /** {@return the level that this adapter was built against} */
  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  /** {@return signer, verifier, reader and proof keys} */
  @Override
  public Crypto open() {
    return new JoseCrypto();
  }
}
