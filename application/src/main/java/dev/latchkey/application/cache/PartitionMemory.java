package dev.latchkey.application.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import com.github.benmanes.caffeine.cache.Policy;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.cache.TokenQuery;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Partition key to immutable snapshot, bounded by weight. A look-up takes no lock; a save costs its
 * partition. What goes when it is full is access tokens, where nothing stands behind it: nobody is
 * signed out for want of room. Safe for concurrent use.
 */
final class PartitionMemory {

  // What an entry weighs beside its token: the objects around it, measured roughly.
  private static final int ENTRY_OVERHEAD = 512;

  private final Cache<PartitionKey, CachePartition> partitions;
  private final Policy<PartitionKey, CachePartition> policy;
  private final Policy.Eviction<PartitionKey, CachePartition> bound;

  // Changed only while the map above holds the partition's lock, so that a shelf is never behind.
  private final ConcurrentHashMap<PartitionKey, Shelf> shelves = new ConcurrentHashMap<>();

  // From three quarters full on reads go through the map, which then has to know what is used.
  private volatile boolean crowded;

  // Partitions that were evicted, without their access tokens. One goes in before it is gone from
  // the map above and comes out after it is back there, so that whoever looks there first misses
  // none.
  private final ConcurrentHashMap<PartitionKey, CachePartition> evicted = new ConcurrentHashMap<>();

  private final Consumer<PartitionKey> onEviction;
  private final boolean keepsEvicted;

  /**
   * Makes a memory.
   *
   * @param maximumWeight the bound in bytes, roughly; beyond it partitions used least are dropped
   * @param keepsEvicted whether all but access tokens is kept of them
   * @param onEviction told which were dropped
   */
  PartitionMemory(long maximumWeight, boolean keepsEvicted, Consumer<PartitionKey> onEviction) {
    this.keepsEvicted = keepsEvicted;
    this.onEviction = onEviction;
    this.partitions =
        Caffeine.newBuilder()
            .maximumWeight(maximumWeight)
            .weigher(PartitionMemory::weigh)
            .evictionListener((key, gone, cause) -> keep(key, gone))
            .executor(Runnable::run)
            .build();
    this.policy = partitions.policy();
    this.bound = policy.eviction().orElseThrow();
  }

  private static int weigh(PartitionKey key, CachePartition partition) {
    long weight = ENTRY_OVERHEAD;
    for (AccessToken token : partition.accessTokens()) {
      weight += ENTRY_OVERHEAD + token.result().accessToken().length();
    }
    for (RefreshToken token : partition.refreshTokens()) {
      weight += ENTRY_OVERHEAD + token.secret().length();
    }
    for (IdToken token : partition.idTokens()) {
      weight += ENTRY_OVERHEAD + token.secret().length();
    }
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  private void keep(@Nullable PartitionKey key, @Nullable CachePartition gone) {
    if (key != null && gone != null) {
      place(key, null);
      onEviction.accept(key);
      CachePartition rest = gone.withoutAccessTokens();
      if (keepsEvicted && !rest.isEmpty()) {
        evicted.put(key, rest);
      }
    }
  }

  /**
   * Finds an access token, whatever its age.
   *
   * @param partition whose
   * @param query which
   * @return the token, or null if none matches
   */
  @Nullable AccessToken find(PartitionKey partition, TokenQuery query) {
    CachePartition snapshot = present(partition);
    return snapshot == null ? null : snapshot.find(query);
  }

  // Until there is a crowd nobody is going to be evicted, so nobody has to know what is used.
  private @Nullable CachePartition present(PartitionKey partition) {
    return crowded ? partitions.getIfPresent(partition) : policy.getIfPresentQuietly(partition);
  }

  private void place(PartitionKey key, @Nullable CachePartition value) {
    Shelf shelf = shelves.get(key);
    if (shelf != null) {
      shelf.put(value);
    }
  }

  /**
   * Finds the shelf of a partition, for callers who come back often.
   *
   * @param partition whose
   * @return its shelf, whether or not anything stands there
   */
  Shelf shelf(PartitionKey partition) {
    Shelf shelf = shelves.computeIfAbsent(partition, Shelf::new);
    // Whatever changes from now on is put there by the change; what is there already, here.
    partitions
        .asMap()
        .computeIfPresent(
            partition,
            (key, present) -> {
              shelf.put(present);
              return present;
            });
    return shelf;
  }

  /**
   * Finds an access token, whatever its age.
   *
   * @param shelf whose
   * @param query which
   * @return the token, or null if none matches
   */
  @Nullable AccessToken find(Shelf shelf, TokenQuery query) {
    CachePartition snapshot = crowded ? present(shelf.key()) : shelf.snapshot();
    return snapshot == null ? null : snapshot.find(query);
  }

  /**
   * Reads all that is kept of one holder.
   *
   * @param partition whose
   * @return a snapshot; empty if nothing is known
   */
  CachePartition read(PartitionKey partition) {
    CachePartition snapshot = partitions.getIfPresent(partition);
    if (snapshot == null) {
      snapshot = evicted.get(partition);
    }
    return snapshot == null ? CachePartition.empty(partition) : snapshot;
  }

  /** {@return a snapshot of each partition, those of people and others} */
  Stream<CachePartition> readAll() {
    return Stream.concat(
        partitions.asMap().values().stream(),
        evicted.entrySet().stream()
            .filter(it -> !partitions.asMap().containsKey(it.getKey()))
            .map(it -> it.getValue()));
  }

  /**
   * Changes what is kept of one holder. The change is an operation, not a state: it is done on
   * whatever is there when its turn comes.
   *
   * @param partition whose
   * @param change makes the next snapshot of the present one; has no other effect
   * @return the next snapshot
   */
  CachePartition update(PartitionKey partition, UnaryOperator<CachePartition> change) {
    AtomicReference<@Nullable CachePartition> back = new AtomicReference<>();
    CachePartition after =
        partitions
            .asMap()
            .compute(
                partition,
                (key, present) -> {
                  CachePartition old = present;
                  if (present == null) {
                    old = evicted.get(key);
                    back.set(old);
                  } else {
                    // What another change is just bringing back, and has not yet taken out.
                    evicted.remove(key);
                  }
                  CachePartition next = change.apply(old == null ? CachePartition.empty(key) : old);
                  CachePartition kept = next.isEmpty() ? null : next;
                  place(key, kept);
                  return kept;
                });
    crowded = bound.weightedSize().orElse(0) > bound.getMaximum() / 4 * 3;
    CachePartition brought = back.get();
    if (brought != null) {
      evicted.remove(partition, brought);
    }
    return after == null ? CachePartition.empty(partition) : after;
  }

  /** {@return what all that is there weighs, in bytes, roughly} */
  long weight() {
    return bound.weightedSize().orElse(0);
  }

  /** {@return how many partitions are there} */
  int size() {
    return partitions.asMap().size() + evicted.size();
  }

  /**
   * Drops partitions.
   *
   * @param which which ones
   * @return how many access tokens went with them
   */
  int remove(Predicate<PartitionKey> which) {
    int removed = 0;
    for (PartitionKey key : partitions.asMap().keySet()) {
      if (which.test(key)) {
        removed += drop(key);
      }
    }
    evicted.keySet().removeIf(which);
    return removed;
  }

  private int drop(PartitionKey key) {
    AtomicInteger tokens = new AtomicInteger();
    partitions
        .asMap()
        .computeIfPresent(
            key,
            (same, gone) -> {
              place(same, null);
              tokens.set(gone.accessTokens().size());
              return null;
            });
    return tokens.get();
  }
}
