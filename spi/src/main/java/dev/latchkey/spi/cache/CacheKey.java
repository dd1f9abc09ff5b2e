package dev.latchkey.spi.cache;

import java.util.Objects;
import javax.crypto.SecretKey;

/**
 * A key for the encryption of stored bytes. It does not print.
 *
 * @since 0.1
 */
public final class CacheKey {

  private final String id;
  private final SecretKey key;

  private CacheKey(String id, SecretKey key) {
    this.id = Objects.requireNonNull(id, "key id");
    this.key = Objects.requireNonNull(key, "key");
  }

  /**
   * Names a key.
   *
   * @param id its id, which is stored beside what it encrypts; not secret
   * @param key an AES key of 256 bits
   * @return the key
   */
  public static CacheKey of(String id, SecretKey key) {
    return new CacheKey(id, key);
  }

  /** {@return its id} */
  public String id() {
    return id;
  }

  /** {@return the key} */
  public SecretKey key() {
    return key;
  }

  /** {@return its id only} */
  @Override
  public String toString() {
    return "CacheKey[id=" + id + "]";
  }
}
