package dev.latchkey.application.cache;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.StoreKey;

/** What is around the bytes that a store sees. Safe for concurrent use. */
public sealed interface Envelope permits Encryption, Plaintext {

  /**
   * Closes bytes.
   *
   * @param key where they will lie
   * @param plain the bytes
   * @return what the store is given
   * @throws CacheException if the source of the keys could not be reached; nothing is stored then
   */
  byte[] sealed(StoreKey key, byte[] plain);

  /**
   * Opens bytes.
   *
   * @param key where they lay
   * @param stored what the store gave
   * @return the bytes
   * @throws CacheException unreadable, if they are damaged, changed, or closed with a key that is
   *     gone; unavailable, if the source of the keys could not be reached
   */
  byte[] opened(StoreKey key, byte[] stored);
}
