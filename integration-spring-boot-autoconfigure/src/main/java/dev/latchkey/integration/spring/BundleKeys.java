package dev.latchkey.integration.spring;

import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.error.CryptoException;
import dev.latchkey.domain.error.FailureDetails;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;

/** The key and the certificates of a bundle of Boot's. After it was reloaded they are others. */
final class BundleKeys implements Supplier<KeySource> {

  private final SslBundles bundles;
  private final String name;
  private volatile @Nullable Opened opened;

  /** What a bundle held when it was asked. */
  private record Opened(SslBundle bundle, KeySource keys) {}

  BundleKeys(SslBundles bundles, String name) {
    this.bundles = bundles;
    this.name = name;
  }

  @Override
  public KeySource get() {
    SslBundle bundle = bundles.getBundle(name);
    Opened last = opened;
    if (last == null || last.bundle() != bundle) {
      last = new Opened(bundle, keys(bundle));
      opened = last;
    }
    return last.keys();
  }

  private KeySource keys(SslBundle bundle) {
    KeyStore store = bundle.getStores().getKeyStore();
    if (store == null) {
      throw new CryptoException("the SSL bundle " + name + " has no key store; give it a keystore");
    }
    try {
      String alias = alias(bundle.getKey().getAlias(), store);
      if (store.getKey(alias, password(bundle)) instanceof PrivateKey key) {
        return KeySource.of(key, chain(store.getCertificateChain(alias)));
      }
    } catch (GeneralSecurityException e) {
      throw new CryptoException(
          "the key of the SSL bundle " + name + " cannot be read; is its password right?",
          FailureDetails.none(),
          e);
    }
    throw new CryptoException(
        "the SSL bundle " + name + " has no private key; name one by key.alias");
  }

  private static String alias(@Nullable String named, KeyStore store)
      throws GeneralSecurityException {
    if (named != null) {
      return named;
    }
    for (String alias : Collections.list(store.aliases())) {
      if (store.isKeyEntry(alias)) {
        return alias;
      }
    }
    return "";
  }

  // As Boot's own key managers have it.
  private static char @Nullable [] password(SslBundle bundle) {
    String password = bundle.getKey().getPassword();
    if (password == null) {
      password = bundle.getStores().getKeyStorePassword();
    }
    return password == null ? null : password.toCharArray();
  }

  private static List<X509Certificate> chain(Certificate @Nullable [] chain) {
    return chain == null
        ? List.of()
        : Arrays.stream(chain)
            .filter(X509Certificate.class::isInstance)
            .map(X509Certificate.class::cast)
            .toList();
  }
}
