package dev.latchkey.spi.crypto;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.PublicKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A private key and what is public of it. The key may be opaque, as one in a hardware module is: it
 * is used through its provider and never asked for its encoded form. Immutable.
 *
 * @since 0.1
 */
public final class KeyMaterial {

  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final @Nullable PublicKey publicKey;
  private final @Nullable Provider provider;

  private KeyMaterial(
      PrivateKey key,
      List<X509Certificate> chain,
      @Nullable PublicKey publicKey,
      @Nullable Provider provider) {
    this.key = Objects.requireNonNull(key, "key");
    this.chain = List.copyOf(chain);
    this.publicKey = publicKey;
    this.provider = provider;
  }

  /**
   * A key alone.
   *
   * @param key the private key
   * @return material without a certificate
   */
  public static KeyMaterial of(PrivateKey key) {
    return new KeyMaterial(key, List.of(), null, null);
  }

  /**
   * A key with its certificates. Whether they belong together is not looked at: {@link
   * KeyMaterialReader#checked}.
   *
   * @param key the private key
   * @param chain the certificates, that of the key first; empty if there is none
   * @return the material
   */
  public static KeyMaterial of(PrivateKey key, List<X509Certificate> chain) {
    return new KeyMaterial(key, chain, null, null);
  }

  /**
   * Sets the certificates.
   *
   * @param value the certificates, that of the key first; empty for none
   * @return a copy with them
   */
  public KeyMaterial chain(List<X509Certificate> value) {
    return new KeyMaterial(key, value, publicKey, provider);
  }

  /**
   * Sets the public key, for a key without a certificate.
   *
   * @param value the public key
   * @return a copy with it
   */
  public KeyMaterial publicKey(PublicKey value) {
    return new KeyMaterial(key, chain, Objects.requireNonNull(value, "public key"), provider);
  }

  /**
   * Sets who signs. Needed for an opaque key whose provider is not registered with the Java
   * runtime.
   *
   * @param value the provider that the key came from
   * @return a copy with it
   */
  public KeyMaterial provider(Provider value) {
    return new KeyMaterial(key, chain, publicKey, Objects.requireNonNull(value, "provider"));
  }

  /** {@return the private key} */
  public PrivateKey key() {
    return key;
  }

  /** {@return the certificates, that of the key first; empty if there is none} */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** {@return the public key: the one that was set, else that of the first certificate} */
  public Optional<PublicKey> publicKey() {
    if (publicKey != null || chain.isEmpty()) {
      return Optional.ofNullable(publicKey);
    }
    return Optional.of(chain.get(0).getPublicKey());
  }

  /** {@return who signs, where it is not for the Java runtime to choose} */
  public Optional<Provider> provider() {
    return Optional.ofNullable(provider);
  }

  /** {@return the family of the key and the number of certificates} */
  @Override
  public String toString() {
    return "KeyMaterial[" + key.getAlgorithm() + ", certificates=" + chain.size() + "]";
  }
}
