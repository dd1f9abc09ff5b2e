package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.io.IOException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.Provider;
import java.security.Security;

/**
 * Opens a hardware key with the Java runtime's provider, configured for us alone and handed on with
 * the key: nothing is registered for the process.
 */
final class Pkcs11 {

  private static final String RUNTIME_PROVIDER = "SunPKCS11";

  private static final String HINT = "give the key and its certificate the same CKA_ID";

  private Pkcs11() {}

  static KeyMaterial open(Path configuration, char[] pin, String alias) {
    Provider provider = configured(configuration);
    try {
      KeyStore store = KeyStore.getInstance("PKCS11", provider);
      store.load(null, pin.length == 0 ? null : pin);
      return new OneKey("PKCS#11 token", HINT, alias, pin).in(store).provider(provider);
    } catch (IOException | GeneralSecurityException e) {
      throw Failures.because("PKCS#11 token cannot be opened: is its PIN right?", e);
    }
  }

  private static Provider configured(Path configuration) {
    Provider blank = Security.getProvider(RUNTIME_PROVIDER);
    if (blank == null) {
      throw new CryptoException(
          "this Java runtime has no PKCS#11 provider; its module jdk.crypto.cryptoki is missing");
    }
    try {
      return blank.configure(configuration.toString());
    } catch (RuntimeException e) {
      throw Failures.because(
          "PKCS#11 module cannot be loaded as " + configuration.getFileName() + " describes it", e);
    }
  }
}
