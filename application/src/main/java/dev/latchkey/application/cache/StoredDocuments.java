package dev.latchkey.application.cache;

import dev.latchkey.application.schema.CacheDocument;
import dev.latchkey.domain.cache.EntryFacts;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * All that a store holds, for those who look after it while others may be using it: nothing is kept
 * in memory, and what cannot be read is an error. Safe for concurrent use.
 */
public final class StoredDocuments {

  // Somebody always wins, so this many defeats are a store that compares wrongly.
  private static final int MOST_ATTEMPTS = 1_000;

  private final TokenCacheStore store;
  private final Envelope envelope;

  /**
   * Looks after a store.
   *
   * @param store the store
   * @param envelope what is around its bytes
   */
  public StoredDocuments(TokenCacheStore store, Envelope envelope) {
    this.store = Objects.requireNonNull(store, "token cache store");
    this.envelope = Objects.requireNonNull(envelope, "envelope");
  }

  /** One attempt to put something else in the place of a document. */
  private interface Attempt {
    Replaced on(Version stored, CacheDocument document);
  }

  /**
   * Lists the keys of a store.
   *
   * @param store the store
   * @return its keys; of one blob the only one, whether it is there or not
   */
  public static List<StoreKey> keys(TokenCacheStore store) {
    return store.layout() == StoreLayout.ONE_BLOB
        ? List.of(StoreKey.WHOLE)
        : StoredPartitions.keys(StoredPartitions.listing(store));
  }

  /**
   * Tells what is in the store, without secrets.
   *
   * @param now the present
   * @return what each entry tells
   * @throws CacheException if the store could not be read, or something in it
   */
  public List<EntryFacts> inventory(Instant now) {
    List<EntryFacts> all = new ArrayList<>();
    for (StoreKey key : keys(store)) {
      Contents stored = new Contents(store.load(key));
      if (stored.exists()) {
        all.addAll(stored.document(key, envelope).inventory(now));
      }
    }
    return all;
  }

  /**
   * Takes out what nobody can use any more.
   *
   * @param now the present
   * @return how many entries went
   * @throws CacheException if the store could not be changed; some may be gone
   */
  public int prune(Instant now) {
    int gone = 0;
    for (StoreKey key : keys(store)) {
      gone += pruned(key, now);
    }
    return gone;
  }

  private int pruned(StoreKey key, Instant now) {
    AtomicInteger gone = new AtomicInteger();
    replace(
        key,
        (stored, document) -> {
          CacheDocument next = document.pruned(now);
          gone.set(document.size() - next.size());
          if (next == document) {
            return new Replaced.Done(stored);
          }
          if (store.layout() == StoreLayout.PARTITIONED && next.hasNoTokens()) {
            return store.remove(key, stored);
          }
          return put(store, key, stored, envelope, next, now);
        });
    return gone.get();
  }

  /**
   * Puts another envelope around everything, where it lies.
   *
   * @param other the other envelope
   * @param now the present
   * @throws CacheException if the store could not be changed; some may have the other envelope
   */
  public void rewrap(Envelope other, Instant now) {
    for (StoreKey key : keys(store)) {
      replace(key, (stored, document) -> put(store, key, stored, other, document, now));
    }
  }

  /**
   * Copies everything to a store that has nothing of it.
   *
   * @param target the other store, of the same layout
   * @param other what goes around the bytes there
   * @param now the present
   * @throws CacheException if it has something already, which is left as it is, or is of another
   *     layout, or could not be reached
   */
  public void copyTo(TokenCacheStore target, Envelope other, Instant now) {
    if (target.layout() != store.layout()) {
      throw new CacheException(
          CacheException.Reason.UNSUPPORTED,
          "one of the two token cache stores is one blob and the other is not; copy between two of"
              + " one kind",
          FailureDetails.none(),
          null);
    }
    for (StoreKey key : keys(store)) {
      Contents stored = new Contents(store.load(key));
      if (stored.exists()) {
        CacheDocument document = stored.document(key, envelope);
        if (!(put(target, key, Version.ABSENT, other, document, now) instanceof Replaced.Done)) {
          throw new CacheException(
              "the token cache store to copy to has something already; nothing of it was changed");
        }
      }
    }
  }

  private void replace(StoreKey key, Attempt attempt) {
    Contents current = new Contents(store.load(key));
    for (int i = 0; i < MOST_ATTEMPTS && current.exists(); i++) {
      Replaced replaced = attempt.on(current.version(), current.document(key, envelope));
      if (!(replaced instanceof Replaced.Conflict conflict)) {
        return;
      }
      current = new Contents(conflict.current());
    }
    if (current.exists()) {
      throw new CacheException(
          "the token cache is being written all the time; try again when others rest");
    }
  }

  private static Replaced put(
      TokenCacheStore store,
      StoreKey key,
      Version expected,
      Envelope envelope,
      CacheDocument document,
      Instant now) {
    return store.replace(
        key,
        expected,
        envelope.sealed(key, document::bytes),
        StoredPartitions.lifetime(store.layout(), document, now));
  }
}
