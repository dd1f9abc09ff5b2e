package dev.latchkey.spi.http;

import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Objects;

/**
 * A certificate to present in a TLS handshake. The key may be opaque: it is used through its
 * provider and never exported. Immutable.
 *
 * @since 0.1
 */
public final class ClientCertificate {

  private final PrivateKey key;
  private final List<X509Certificate> chain;

  private ClientCertificate(PrivateKey key, List<X509Certificate> chain) {
    this.key = Objects.requireNonNull(key, "key");
    this.chain = List.copyOf(chain);
  }

  /**
   * Puts a certificate together.
   *
   * @param key the private key
   * @param chain the certificates, that of the key first
   * @return the certificate
   * @throws IllegalArgumentException if the chain is empty
   */
  public static ClientCertificate of(PrivateKey key, List<X509Certificate> chain) {
    if (chain.isEmpty()) {
      throw new IllegalArgumentException("client certificate chain is empty");
    }
    return new ClientCertificate(key, chain);
  }

  /** {@return the private key} */
  public PrivateKey key() {
    return key;
  }

  /** {@return the certificates, that of the key first} */
  public List<X509Certificate> chain() {
    return chain;
  }

  /** {@return whether key and chain are the same, so that a connection may be shared} */
  @Override
  public boolean equals(Object other) {
    return other instanceof ClientCertificate that
        && chain.equals(that.chain)
        && key.equals(that.key);
  }

  /** {@return a hash of the chain} */
  @Override
  public int hashCode() {
    return chain.hashCode();
  }

  /** {@return the subject of the first certificate} */
  @Override
  public String toString() {
    return "ClientCertificate[" + chain.get(0).getSubjectX500Principal() + "]";
  }
}
