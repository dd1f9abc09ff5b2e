package dev.latchkey.application.cache;

import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.StoreKey;

/** What is around the bytes that a store sees. Safe for concurrent use. */
public sealed interface Envelope permits Encryption, Plaintext {

  /** What is put into an envelope. A large cache is copied as seldom as can be. */
  @FunctionalInterface
  interface Content {

    /**
     * Makes its bytes.
     *
     * @param before how many to leave free before them
     * @param after how many to leave free behind them
     * @return a new array of all three, which belongs to the caller
     */
    byte[] within(int before, int after);
  }

  /**
   * Closes bytes.
   *
   * @param key where they will lie
   * @param plain the bytes
   * @return what the store is given
   * @throws CacheException if the source of the keys could not be reached; nothing is stored then
   */
  byte[] sealed(StoreKey key, Content plain);

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
