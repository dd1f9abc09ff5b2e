package dev.latchkey.client.internal;

import dev.latchkey.application.cache.Envelope;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.TokenCacheStoreProvider;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import org.jspecify.annotations.Nullable;

/** Which store tokens are kept in, and what it sees of them. Opened when a client is built. */
public final class StoreChoice {

  private static final String NO_STORE =
      "add the latchkey-adapters-cache-file or -cache-hazelcast artifact, or pass a store of your"
          + " own to builder().tokenCacheStore(...)";

  private final @Nullable TokenCacheStore given;
  private final @Nullable String provider;
  private final Map<String, String> settings;
  private final EnvelopeChoice envelope;

  private StoreChoice(
      @Nullable TokenCacheStore given,
      @Nullable String provider,
      Map<String, String> settings,
      EnvelopeChoice envelope) {
    this.given = given;
    this.provider = provider;
    this.settings = settings;
    this.envelope = envelope;
  }

  /**
   * Chooses a store that is there.
   *
   * @param store the store; closed by whoever opened it
   * @param envelope what it sees
   * @return the choice
   */
  public static StoreChoice given(TokenCacheStore store, EnvelopeChoice envelope) {
    return new StoreChoice(
        Objects.requireNonNull(store, "token cache store"), null, Map.of(), envelope);
  }

  /**
   * Chooses a store on the path.
   *
   * @param provider its adapter's name
   * @param settings its settings
   * @param envelope what it sees
   * @return the choice
   */
  public static StoreChoice found(
      String provider, Map<String, String> settings, EnvelopeChoice envelope) {
    return new StoreChoice(
        null, Objects.requireNonNull(provider, "provider"), Map.copyOf(settings), envelope);
  }

  // Keys first: without them nothing is opened that would have to be closed again.
  CacheParts open(ClientOptions options) {
    Envelope closed = envelope.open(options.classLoader(), options.random());
    return given == null
        ? CacheParts.over(found(options.classLoader()), true, closed, options)
        : CacheParts.over(given, false, closed, options);
  }

  private TokenCacheStore found(ClassLoader loader) {
    return Providers.in(
            ServiceLoader.load(TokenCacheStoreProvider.class, loader),
            "token cache store",
            NO_STORE)
        .choose(provider)
        .open(settings);
  }
}
