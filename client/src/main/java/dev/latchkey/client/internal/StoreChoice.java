package dev.latchkey.client.internal;

import dev.latchkey.application.cache.Envelope;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.TokenCacheStoreProvider;
import dev.latchkey.spi.system.RandomSource;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceLoader;
import java.util.function.BiFunction;
import java.util.function.Function;

/** Which store tokens are kept in, and what it sees of them. Opened when a client is built. */
public final class StoreChoice {

  private static final String NO_STORE =
      "add the latchkey-adapters-cache-file or -cache-hazelcast artifact, or pass a store of your"
          + " own to builder().tokenCacheStore(...)";

  private final Function<ClassLoader, TokenCacheStore> opener;
  private final boolean isClosedHere;
  private final BiFunction<ClassLoader, RandomSource, Envelope> envelope;

  private StoreChoice(
      Function<ClassLoader, TokenCacheStore> opener,
      boolean isClosedHere,
      BiFunction<ClassLoader, RandomSource, Envelope> envelope) {
    this.opener = opener;
    this.isClosedHere = isClosedHere;
    this.envelope = envelope;
  }

  /**
   * Chooses a store that is there.
   *
   * @param store the store; closed by whoever opened it
   * @param envelope what it sees
   * @return the choice
   */
  public static StoreChoice given(
      TokenCacheStore store, BiFunction<ClassLoader, RandomSource, Envelope> envelope) {
    Objects.requireNonNull(store, "token cache store");
    return new StoreChoice(loader -> store, false, envelope);
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
      String provider,
      Map<String, String> settings,
      BiFunction<ClassLoader, RandomSource, Envelope> envelope) {
    Objects.requireNonNull(provider, "provider");
    Map<String, String> copy = Map.copyOf(settings);
    return new StoreChoice(
        loader ->
            Providers.in(
                    ServiceLoader.load(TokenCacheStoreProvider.class, loader),
                    "token cache store",
                    NO_STORE)
                .choose(provider)
                .open(copy),
        true,
        envelope);
  }

  // Keys first: without them nothing is opened that would have to be closed again.
  CacheParts open(ClientOptions options) {
    Envelope closed = envelope.apply(options.classLoader(), options.random());
    return CacheParts.over(opener.apply(options.classLoader()), isClosedHere, closed, options);
  }
}
