package dev.latchkey.client;

import dev.latchkey.application.cache.Envelope;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.client.internal.EnvelopeChoice;
import dev.latchkey.spi.cache.CacheKeySource;
import java.util.Map;

/**
 * Whether and how tokens are encrypted before a store sees them: with AES-256-GCM, or not at all.
 * Immutable.
 *
 * @since 0.1
 */
public final class CacheProtection {

  private final EnvelopeChoice choice;

  private CacheProtection(EnvelopeChoice choice) {
    this.choice = choice;
  }

  /**
   * Encrypts.
   *
   * @param keys has the keys; a key is good for four thousand million writes, then rotate it
   * @return the protection
   */
  public static CacheProtection encrypted(CacheKeySource keys) {
    return new CacheProtection(EnvelopeChoice.given(keys));
  }

  /**
   * Encrypts, with keys from a source on the path.
   *
   * @param provider the source's name
   * @param settings the source's own settings, by name
   * @return the protection; whether there is such a source is found out when the client is built
   */
  public static CacheProtection encrypted(String provider, Map<String, String> settings) {
    return new CacheProtection(EnvelopeChoice.found(provider, settings));
  }

  /**
   * Does not encrypt. Whoever can read the store can use the tokens; for files that are shared with
   * other libraries, and for stores that encrypt themselves.
   *
   * @return no protection
   */
  public static CacheProtection plaintext() {
    return new CacheProtection(EnvelopeChoice.none());
  }

  /**
   * Reads what is not encrypted, too, until it is written next: for the time of a change-over only,
   * since somebody who may write to the store could put tokens of their own there.
   *
   * @return a copy that does
   */
  public CacheProtection readingPlaintext() {
    return new CacheProtection(choice.readingPlaintext());
  }

  EnvelopeChoice choice() {
    return choice;
  }

  Envelope envelope(ClientOptions options) {
    return choice.open(options.classLoader(), options.random());
  }

  /** {@return whether it encrypts} */
  @Override
  public String toString() {
    return "CacheProtection[encrypted=" + choice.isEncrypted() + "]";
  }
}
