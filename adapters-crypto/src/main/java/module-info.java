/**
 * Signs and verifies tokens and reads key material with jose4j and Bouncy Castle.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.crypto {
  requires transitive dev.latchkey.spi;
  requires static org.jspecify;
  requires org.bouncycastle.pkix;
  requires org.bouncycastle.provider;
  requires org.jose4j;

  exports dev.latchkey.adapters.crypto;

  provides dev.latchkey.spi.crypto.CryptoProvider with
      dev.latchkey.adapters.crypto.JoseCryptoProvider;
}
