package dev.latchkey.spi.cache;

import java.time.Instant;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Keeps answers that are no tokens: metadata, and refusals that are to be respected for a while. A
 * map is a complete store. Content is neither secret nor personal, cheap to get again, and may be
 * lost at any time; but whoever can write it decides where requests go, so that it has to be safe
 * from others' writing.
 *
 * <p>Safe for concurrent use. Several clients, and several processes, may share one; what one of
 * them writes over is only asked for again. What a method throws is logged and counts as nothing
 * found.
 *
 * <p>Obligations, tested by {@code HttpResponseStoreContract}: an answer comes back as it was put,
 * and the last one counts; keys are told apart to the letter, case included; threads lose nothing
 * of what other threads put and remove.
 *
 * @since 0.1
 */
public interface HttpResponseStore extends AutoCloseable {

  /**
   * Uses a map.
   *
   * @param map keeps the answers, safe for concurrent use; stays the application's
   * @return a store over it
   */
  static HttpResponseStore over(Map<String, StoredResponse> map) {
    return new MapResponseStore(Objects.requireNonNull(map, "map"));
  }

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
   * Ends the use of the store: what it was opened for is written, what it opened is closed. Closing
   * twice does nothing. A client closes a store that it opened itself, and no other.
   */
  @Override
  default void close() {}

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
