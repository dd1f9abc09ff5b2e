package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import dev.latchkey.spi.crypto.KeyMaterialReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.UnrecoverableKeyException;

/** Reads a PKCS#12 file with the Java runtime, which knows its old and new encryptions. */
final class Pfx {

  private static final String HINT = "a key that it keeps unencrypted is not read";

  private Pfx() {}

  static KeyMaterial read(byte[] pfx, char[] passphrase) {
    if (pfx.length > KeyMaterialReader.MAX_PFX_BYTES) {
      throw new CryptoException(
          "PFX file has more than " + KeyMaterialReader.MAX_PFX_BYTES + " bytes");
    }
    try {
      return new OneKey("PFX file", HINT, "", passphrase).in(load(pfx, passphrase));
    } catch (CryptoException e) {
      throw e;
    } catch (UnrecoverableKeyException e) {
      throw wrongPassphrase();
    } catch (IOException e) {
      // This cause, and no message, is how the runtime tells a wrong passphrase.
      throw e.getCause() instanceof UnrecoverableKeyException
          ? wrongPassphrase()
          : Failures.because("PFX file cannot be read: it is no PKCS#12, or it is damaged", e);
    } catch (GeneralSecurityException | RuntimeException e) {
      throw Failures.because("PFX file cannot be read", e);
    }
  }

  private static KeyStore load(byte[] pfx, char[] passphrase)
      throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance("PKCS12");
    store.load(new ByteArrayInputStream(pfx), passphrase);
    return store;
  }

  private static CryptoException wrongPassphrase() {
    return new CryptoException("PFX file cannot be opened: the passphrase is wrong or missing");
  }
}
