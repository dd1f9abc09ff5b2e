package dev.latchkey.client.internal;

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
import org.jspecify.annotations.Nullable;

/** What a store sees instead of tokens. Keys on the path are looked for when it is needed. */
public final class EnvelopeChoice {

  private static final String NO_KEYS =
      "add the artifact that has the source of cache keys you named, or pass a CacheKeySource";

  private final @Nullable CacheKeySource keys;
  private final @Nullable String provider;
  private final Map<String, String> settings;
  private final boolean readsPlaintext;

  private EnvelopeChoice(
      @Nullable CacheKeySource keys,
      @Nullable String provider,
      Map<String, String> settings,
      boolean readsPlaintext) {
    this.keys = keys;
    this.provider = provider;
    this.settings = settings;
    this.readsPlaintext = readsPlaintext;
  }

  /** {@return none: it sees the tokens} */
  public static EnvelopeChoice none() {
    return new EnvelopeChoice(null, null, Map.of(), true);
  }

  /**
   * Encrypts.
   *
   * @param keys has the keys
   * @return the choice
   */
  public static EnvelopeChoice given(CacheKeySource keys) {
    return new EnvelopeChoice(Objects.requireNonNull(keys, "keys"), null, Map.of(), false);
  }

  /**
   * Encrypts, with keys on the path.
   *
   * @param provider the name of their source
   * @param settings its settings
   * @return the choice
   */
  public static EnvelopeChoice found(String provider, Map<String, String> settings) {
    return new EnvelopeChoice(
        null, Objects.requireNonNull(provider, "provider"), Map.copyOf(settings), false);
  }

  /** {@return a copy that reads what is not encrypted, too} */
  public EnvelopeChoice readingPlaintext() {
    return new EnvelopeChoice(keys, provider, settings, true);
  }

  /** {@return whether it encrypts} */
  public boolean isEncrypted() {
    return keys != null || provider != null;
  }

  /**
   * Makes the envelope.
   *
   * @param loader finds the keys
   * @param random makes what is encrypted differ
   * @return the envelope
   */
  public Envelope open(ClassLoader loader, RandomSource random) {
    CacheKeySource source = provider == null ? keys : found(provider, loader);
    return source == null ? new Plaintext() : new Encryption(source, random, readsPlaintext);
  }

  private CacheKeySource found(String name, ClassLoader loader) {
    return Providers.in(
            ServiceLoader.load(CacheKeySourceProvider.class, loader),
            "source of cache keys",
            NO_KEYS)
        .choose(name)
        .open(settings);
  }
}
