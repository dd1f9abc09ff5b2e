package dev.latchkey.spi.cache;

import java.time.Instant;
import java.util.Optional;

/**
 * Keeps answers that are no tokens: metadata, and refusals that are to be respected for a while. A
 * map is a complete store. Content is neither secret nor personal, cheap to get again, and may be
 * lost at any time.
 *
 * @since 0.1
 */
public interface HttpResponseStore {

  /**
   * Reads an answer.
   *
   * @param key its key; at most 512 characters
   * @return the answer; empty if it is not there
   */
  Optional<StoredResponse> get(String key);

  /**
   * Keeps an answer.
   *
   * @param key its key
   * @param response the answer
   */
  void put(String key, StoredResponse response);

  /**
   * Drops an answer.
   *
   * @param key its key
   */
  void remove(String key);

  /**
   * An answer that is kept.
   *
   * @param status its HTTP status
   * @param body its body; never a token
   * @param expiresAt when it is to be forgotten
   * @since 0.1
   */
  record StoredResponse(int status, String body, Instant expiresAt) {}
}
