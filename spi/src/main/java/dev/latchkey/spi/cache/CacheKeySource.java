package dev.latchkey.spi.cache;

import java.util.Optional;

/**
 * Where the keys of stored bytes come from: a keyring, a file, a variable.
 *
 * <p>Obligations, tested by {@code CacheKeySourceContract}: safe for concurrent use by threads and
 * processes, who all get the same keys, also if several ask for the first one at once. Keys are AES
 * keys of 256 bits; their ids are 1 to 64 letters, digits, hyphens and underscores, and never given
 * to another key. No key gets into a message or into what is printed.
 *
 * @since 0.1
 */
public interface CacheKeySource {

  /**
   * Gives the key that new bytes are encrypted with. The first call may make one.
   *
   * @return the primary key
   * @throws dev.latchkey.domain.error.CacheException if the source is locked or gone; bytes are
   *     then not stored in clear
   */
  CacheKey primary();

  /**
   * Gives a key that bytes were encrypted with once, so that keys can be rotated.
   *
   * @param id its id
   * @return the key; empty if the source does not have it any more
   * @throws dev.latchkey.domain.error.CacheException if the source is locked or gone
   */
  Optional<CacheKey> byId(String id);
}
