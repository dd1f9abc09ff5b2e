package dev.latchkey.domain.credential;

import java.security.PrivateKey;
import java.security.Provider;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A key that the application holds. It is never asked for its encoded form. Immutable; the key does
 * not print.
 *
 * @since 0.1
 */
public final class GivenKeySource implements KeySource {

  private final PrivateKey key;
  private final List<X509Certificate> chain;
  private final @Nullable Provider provider;

  private GivenKeySource(PrivateKey key, List<X509Certificate> chain, @Nullable Provider provider) {
    this.key = Objects.requireNonNull(key, "key");
    this.chain = List.copyOf(chain);
    this.provider = provider;
  }

  static GivenKeySource of(PrivateKey key, List<X509Certificate> chain) {
    return new GivenKeySource(key, chain, null);
  }

  /**
   * Says who signs: needed for an opaque key whose provider is not registered with the Java
   * runtime.
   *
   * @param value the provider that the key came from
   * @return a copy with it
   */
  public GivenKeySource provider(Provider value) {
    return new GivenKeySource(key, chain, Objects.requireNonNull(value, "provider"));
  }

  /** {@return the private key} */
  public PrivateKey key() {
    return key;
  }

  /** {@return its certificates; empty if there is none} */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** {@return who signs, where it is not for the Java runtime to choose} */
  public Optional<Provider> provider() {
    return Optional.ofNullable(provider);
  }

  /** {@return the family of the key and the number of certificates} */
  @Override
  public String toString() {
    return "GivenKeySource[" + key.getAlgorithm() + ", certificates=" + chain.size() + "]";
  }
}
