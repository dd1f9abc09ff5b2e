package dev.latchkey.client;

import dev.latchkey.application.request.TokensObtained;
import dev.latchkey.client.internal.CacheParts;
import dev.latchkey.client.internal.ClientOptions;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CacheEntry;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.CacheQuery;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;
import java.util.stream.Stream;

/**
 * A token cache that any number of clients share: give it to their builders, and what one signs in
 * another finds. Its entries are those of the schema that the libraries of several languages have
 * in common. Safe for concurrent use; a client that is closed leaves it open.
 *
 * <p>Reading never blocks writing: every look-up works on a snapshot.
 *
 * @since 0.1
 */
public abstract sealed class TokenCache implements AutoCloseable
    permits SharedTokenCache, SerializableTokenCache {

  private final CacheParts parts;

  TokenCache(CacheParts parts) {
    this.parts = parts;
  }

  /**
   * Makes a cache in memory.
   *
   * @return an empty cache, which ends with the process
   */
  public static TokenCache inMemory() {
    return new SharedTokenCache(CacheParts.inMemory(TimeSource.system(), RandomSource.system()));
  }

  /**
   * Makes a cache over a store, with memory in front of it that all its clients share.
   *
   * @param store where tokens are kept; it stays the application's to close
   * @param protection whether and how they are encrypted
   * @return the cache, to be closed before the store
   */
  public static TokenCache over(TokenCacheStore store, CacheProtection protection) {
    ClientOptions options = new ClientOptions();
    return new SharedTokenCache(
        CacheParts.over(store, false, protection.envelope(options), options));
  }

  final CacheParts parts() {
    return parts;
  }

  /**
   * Adds tokens that somebody else obtained, as of now.
   *
   * @param event what a token endpoint answered; it is left as it is
   * @throws dev.latchkey.domain.error.ServiceException if that is no answer with tokens
   * @throws IllegalArgumentException if its ID token or client_info cannot be read; the message
   *     shows nothing of them
   */
  public final void add(TokensObtained event) {
    parts.addTokens().add(event, parts.time());
  }

  /**
   * Adds tokens that somebody else obtained.
   *
   * @param event what a token endpoint answered; it is left as it is
   * @param now when it answered
   * @throws dev.latchkey.domain.error.ServiceException if that is no answer with tokens
   * @throws IllegalArgumentException if its ID token or client_info cannot be read; the message
   *     shows nothing of them
   */
  public final void add(TokensObtained event, Instant now) {
    parts.addTokens().add(event, TimeSource.of(Clock.fixed(now, ZoneOffset.UTC)));
  }

  /**
   * Finds entries, as {@link #search} does.
   *
   * @param <E> the kind of entry
   * @param query which
   * @return the entries
   * @throws dev.latchkey.domain.error.CacheException if the store could not be read, or cannot list
   *     what it holds and the query needs that
   */
  public final <E extends CacheEntry> List<E> find(CacheQuery<E> query) {
    return search(query).toList();
  }

  /**
   * Finds entries. The stream works on a snapshot: whatever is changed meanwhile is not in it, and
   * nobody waits for its end. A query that names a person, or an application and its tenant, looks
   * at their entries alone and costs the same whatever else the cache holds; any other looks at
   * everything. Access tokens that have expired are left out.
   *
   * @param <E> the kind of entry
   * @param query which
   * @return the entries, matched one by one as they are asked for
   * @throws dev.latchkey.domain.error.CacheException if the store could not be read, or cannot list
   *     what it holds and the query needs that
   */
  public final <E extends CacheEntry> Stream<E> search(CacheQuery<E> query) {
    Objects.requireNonNull(query, "query");
    Moment now = parts.time().moment();
    Stream<CachePartition> partitions =
        query
            .partition()
            .map(key -> Stream.of(parts.cache().read(key)))
            .orElseGet(() -> parts.cache().readAll().stream());
    return partitions
        .flatMap(CachePartition::entries)
        .filter(
            entry ->
                !(entry instanceof AccessToken token)
                    || token.lifetime().expiresAt().isAfter(now.instant()))
        .flatMap(entry -> query.match(entry).stream())
        .distinct();
  }

  /**
   * Asks to be told of changes that clients of this cache make. Changes that others make in a store
   * are not among them.
   *
   * @param listener brief, must not throw; called on the thread that made the change
   * @return ends it when closed
   */
  public final Subscription onChange(Consumer<CacheChange> listener) {
    Objects.requireNonNull(listener, "listener");
    Runnable end =
        parts.cache().watch((before, after) -> listener.accept(difference(before, after)));
    return end::run;
  }

  private static CacheChange difference(CachePartition before, CachePartition after) {
    List<CacheEntry> added = new ArrayList<>(after.entries().toList());
    List<CacheEntry> removed = new ArrayList<>(before.entries().toList());
    List<CacheEntry> same = new ArrayList<>(added);
    same.retainAll(removed);
    added.removeAll(same);
    removed.removeAll(same);
    return new CacheChange(added, removed);
  }

  /**
   * A wish to be told, until it is closed.
   *
   * @since 0.1
   */
  @FunctionalInterface
  public interface Subscription extends AutoCloseable {

    /** Ends it. Closing twice does nothing. */
    @Override
    void close();
  }

  /**
   * Ends the cache: brings its store what it has missed, if there is one and it can be reached.
   * Close the clients before.
   */
  @Override
  public final void close() {
    parts.close();
  }
}
