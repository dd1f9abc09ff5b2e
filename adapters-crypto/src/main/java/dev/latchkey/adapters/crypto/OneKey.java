package dev.latchkey.adapters.crypto;

import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.spi.crypto.KeyMaterial;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** Finds the one key of a key store: the named one, or the only one there is. */
final class OneKey {

  private final String what;
  private final String hint;
  private final String alias;
  private final char[] passphrase;

  OneKey(String what, String hint, String alias, char[] passphrase) {
    this.what = what;
    this.hint = hint;
    this.alias = alias;
    this.passphrase = passphrase;
  }

  KeyMaterial in(KeyStore store) throws GeneralSecurityException {
    List<String> keys = new ArrayList<>();
    for (String candidate : Collections.list(store.aliases())) {
      if (store.isKeyEntry(candidate) && (alias.isEmpty() || alias.equals(candidate))) {
        keys.add(candidate);
      }
    }
    if (keys.size() != 1) {
      throw new CryptoException(
          keys.isEmpty()
              ? what + " has no private key with a certificate" + named() + "; " + hint
              : what + " has " + keys.size() + " private keys where one is needed");
    }
    Certificates.requireFew(store.size());
    return material(store, keys.get(0));
  }

  private KeyMaterial material(KeyStore store, String found) throws GeneralSecurityException {
    if (!(store.getKey(found, passphrase) instanceof PrivateKey key)) {
      throw new CryptoException(what + " has a key that is no private key" + named());
    }
    List<X509Certificate> chain = chain(store.getCertificateChain(found));
    if (chain.isEmpty()) {
      throw new CryptoException(what + " has a private key but not its certificate" + named());
    }
    return KeyMaterial.of(key, chain);
  }

  private List<X509Certificate> chain(Certificate @Nullable [] certificates) {
    List<X509Certificate> chain = new ArrayList<>();
    for (Certificate certificate : certificates == null ? new Certificate[0] : certificates) {
      if (certificate instanceof X509Certificate x509) {
        chain.add(x509);
      }
    }
    Certificates.requireFew(chain.size());
    return chain;
  }

  private String named() {
    return alias.isEmpty() ? "" : " under the name that was given";
  }
}
