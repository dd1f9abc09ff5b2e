package dev.latchkey.client;

import dev.latchkey.application.cache.Encryption;
import dev.latchkey.application.cache.Envelope;
import dev.latchkey.application.cache.Plaintext;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.cache.CacheKeySource;
import dev.latchkey.spi.cache.CacheKeySourceProvider;
import dev.latchkey.spi.system.RandomSource;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Whether and how tokens are encrypted before a store sees them: with AES-256-GCM, or not at all.
 * Immutable.
 *
 * @since 0.1
 */
public final class CacheProtection {

  private static final String NO_KEYS =
      "add the artifact that has the source of cache keys you named, or pass a CacheKeySource";

  private final @Nullable Function<ClassLoader, CacheKeySource> keys;
  private final boolean readsPlaintext;

  private CacheProtection(
      @Nullable Function<ClassLoader, CacheKeySource> keys, boolean readsPlaintext) {
    this.keys = keys;
    this.readsPlaintext = readsPlaintext;
  }

  /**
   * Encrypts.
   *
   * @param keys has the keys; a key is good for four thousand million writes, then rotate it
   * @return the protection
   */
  public static CacheProtection encrypted(CacheKeySource keys) {
    Objects.requireNonNull(keys, "keys");
    return new CacheProtection(loader -> keys, false);
  }

  /**
   * Encrypts, with keys from a source on the path.
   *
   * @param provider the source's name
   * @param settings the source's own settings, by name
   * @return the protection; whether there is such a source is found out when the client is built
   */
  public static CacheProtection encrypted(String provider, Map<String, String> settings) {
    Objects.requireNonNull(provider, "provider");
    Map<String, String> copy = Map.copyOf(settings);
    return new CacheProtection(
        loader ->
            Providers.in(
                    ServiceLoader.load(CacheKeySourceProvider.class, loader),
                    "source of cache keys",
                    NO_KEYS)
                .choose(provider)
                .open(copy),
        false);
  }

  /**
   * Does not encrypt. Whoever can read the store can use the tokens; for files that are shared with
   * other libraries, and for stores that encrypt themselves.
   *
   * @return no protection
   */
  public static CacheProtection plaintext() {
    return new CacheProtection(null, true);
  }

  /**
   * Reads what is not encrypted, too, until it is written next: for the time of a change-over only,
   * since somebody who may write to the store could put tokens of their own there.
   *
   * @return a copy that does
   */
  public CacheProtection readingPlaintext() {
    return new CacheProtection(keys, true);
  }

  Envelope envelope(ClassLoader loader, RandomSource random) {
    return keys == null
        ? new Plaintext()
        : new Encryption(keys.apply(loader), random, readsPlaintext);
  }

  /** {@return whether it encrypts} */
  @Override
  public String toString() {
    return "CacheProtection[encrypted=" + (keys != null) + "]";
  }
}
