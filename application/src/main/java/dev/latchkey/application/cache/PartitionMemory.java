package dev.latchkey.application.cache;

import com.github.benmanes.caffeine.cache.Cache;
import com.github.benmanes.caffeine.cache.Caffeine;
import dev.latchkey.application.schema.LatePartition;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.IdToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.cache.TokenQuery;
import java.util.HashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;
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

  private final ConcurrentHashMap<PartitionKey, Kept> partitions = new ConcurrentHashMap<>();
  private final AtomicLong weight = new AtomicLong();
  private final long maximumWeight;

  // Decides who goes. Made when the first have to be watched: few memories ever fill up.
  private final AtomicReference<@Nullable Cache<PartitionKey, Integer>> uses =
      new AtomicReference<>();

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
    this.maximumWeight = maximumWeight;
    this.keepsEvicted = keepsEvicted;
    this.onEviction = onEviction;
  }

  /** A partition and what it weighs, in bytes, roughly. */
  private static final class Kept {
    private final int weight;

    // One of them is there.
    private final @Nullable CachePartition made;
    private final @Nullable LatePartition late;

    Kept(CachePartition made) {
      this.weight = weigh(made);
      this.made = made;
      this.late = null;
    }

    Kept(LatePartition late) {
      this.weight = roughly((1L + late.entries()) * ENTRY_OVERHEAD + late.characters());
      this.made = null;
      this.late = late;
    }

    private Kept(CachePartition made, int weight) {
      this.weight = weight;
      this.made = made;
      this.late = null;
    }

    /** {@return the partition; another each time, as long as nobody keeps it} */
    CachePartition partition() {
      return made == null ? Objects.requireNonNull(late).make() : made;
    }

    Kept settled() {
      return made == null ? new Kept(partition(), weight) : this;
    }
  }

  private static int weigh(CachePartition partition) {
    long sum = ENTRY_OVERHEAD;
    for (AccessToken token : partition.accessTokens()) {
      sum += ENTRY_OVERHEAD + token.result().accessToken().length();
    }
    for (RefreshToken token : partition.refreshTokens()) {
      sum += ENTRY_OVERHEAD + token.secret().length();
    }
    for (IdToken token : partition.idTokens()) {
      sum += ENTRY_OVERHEAD + token.secret().length();
    }
    return roughly(sum);
  }

  private static int roughly(long weight) {
    return (int) Math.min(weight, Integer.MAX_VALUE);
  }

  private void evict(PartitionKey key) {
    partitions.computeIfPresent(
        key,
        (same, gone) -> {
          weight.addAndGet(-gone.weight);
          place(same, null);
          onEviction.accept(same);
          CachePartition rest = gone.partition().withoutAccessTokens();
          if (keepsEvicted && !rest.isEmpty()) {
            evicted.put(same, rest);
          }
          return null;
        });
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
    Cache<PartitionKey, Integer> watched = crowded ? uses.get() : null;
    if (watched != null) {
      // Who is asked for counts as used.
      var unused = watched.getIfPresent(partition);
    }
    Kept kept = partitions.get(partition);
    return kept == null ? null : settled(kept);
  }

  private @Nullable CachePartition settled(Kept kept) {
    return kept.late == null ? kept.made : settled(kept.late.key());
  }

  // Made once, whoever asks at the same time: who compares snapshots compares objects.
  private @Nullable CachePartition settled(PartitionKey partition) {
    Kept kept = partitions.computeIfPresent(partition, (key, present) -> present.settled());
    return kept == null ? null : kept.made;
  }

  // Never called while the map of partitions holds a lock: an eviction takes both, that one last.
  private void watch(PartitionKey partition) {
    crowded = weight.get() > maximumWeight / 4 * 3;
    Cache<PartitionKey, Integer> watched = uses.get();
    if (watched == null) {
      if (!crowded) {
        return;
      }
      watched = watchAll();
    }
    Kept kept = partitions.get(partition);
    if (kept != null) {
      watched.put(partition, kept.weight);
    }
    // Once more: it may have gone meanwhile, and who watches it now would have nothing to evict.
    if (!partitions.containsKey(partition)) {
      watched.invalidate(partition);
    }
  }

  private Cache<PartitionKey, Integer> watchAll() {
    Cache<PartitionKey, Integer> fresh =
        Caffeine.newBuilder()
            .maximumWeight(maximumWeight)
            .weigher((PartitionKey key, Integer weighed) -> weighed)
            .<PartitionKey, Integer>evictionListener(
                (key, weighed, cause) -> evict(Objects.requireNonNull(key)))
            .executor(Runnable::run)
            .build();
    Cache<PartitionKey, Integer> first = uses.compareAndExchange(null, fresh);
    Cache<PartitionKey, Integer> watched = first == null ? fresh : first;
    // Who changes one from now on, watches it; so this finds all others.
    partitions.forEach((key, kept) -> watched.asMap().putIfAbsent(key, kept.weight));
    return watched;
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
    partitions.computeIfPresent(
        partition,
        (key, present) -> {
          Kept settled = present.settled();
          shelf.put(settled.made);
          return settled;
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
    CachePartition snapshot = present(partition);
    if (snapshot == null) {
      snapshot = evicted.get(partition);
    }
    return snapshot == null ? CachePartition.empty(partition) : snapshot;
  }

  /** {@return a snapshot of each partition, those of people and others} */
  Stream<CachePartition> readAll() {
    return Stream.concat(
        partitions.values().stream().map(this::settled).filter(Objects::nonNull),
        evicted.entrySet().stream()
            .filter(it -> !partitions.containsKey(it.getKey()))
            .map(it -> it.getValue()));
  }

  /**
   * Puts a snapshot in the place of what is kept of its holder.
   *
   * @param next the snapshot
   */
  void put(CachePartition next) {
    update(next.key(), new Replacement(next));
  }

  private record Replacement(CachePartition next) implements UnaryOperator<CachePartition> {
    @Override
    public CachePartition apply(CachePartition old) {
      return next;
    }
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
    Update update = new Update(change);
    Kept after = partitions.compute(partition, update);
    watch(partition);
    CachePartition brought = update.brought;
    if (brought != null) {
      evicted.remove(partition, brought);
    }
    return after == null ? CachePartition.empty(partition) : after.partition();
  }

  /**
   * Puts other partitions in the place of all that is there. They are made when somebody asks.
   * Nobody else may be changing anything.
   *
   * @param all what is to be there, none of them empty, each holder once
   */
  void replaceAll(List<LatePartition> all) {
    evicted.clear();
    for (LatePartition next : all) {
      replace(next);
    }
    // Whoever reads the same people again has nobody to drop.
    if (partitions.size() > all.size()) {
      Set<PartitionKey> kept = new HashSet<>();
      all.forEach(partition -> kept.add(partition.key()));
      for (PartitionKey key : partitions.keySet()) {
        if (!kept.contains(key)) {
          drop(key);
        }
      }
    }
    crowded = weight.get() > maximumWeight / 4 * 3;
    if (crowded || uses.get() != null) {
      all.forEach(next -> watch(next.key()));
    }
  }

  private void replace(LatePartition late) {
    partitions.compute(
        late.key(),
        (key, present) -> {
          Shelf shelf = shelves.get(key);
          Kept kept = new Kept(late);
          if (shelf != null) {
            // Who has one comes back.
            kept = kept.settled();
            shelf.put(kept.made);
          }
          weight.addAndGet(kept.weight - weightOf(present));
          return kept;
        });
  }

  /** A change while it is made, and what it brought back. */
  private final class Update implements BiFunction<PartitionKey, @Nullable Kept, @Nullable Kept> {
    private final UnaryOperator<CachePartition> change;
    private @Nullable CachePartition brought;

    Update(UnaryOperator<CachePartition> change) {
      this.change = change;
    }

    @Override
    public @Nullable Kept apply(PartitionKey key, @Nullable Kept present) {
      CachePartition old;
      if (present == null) {
        old = evicted.get(key);
        brought = old;
      } else {
        old = present.partition();
        // What another change is just bringing back, and has not yet taken out.
        evicted.remove(key);
      }
      CachePartition next = change.apply(old == null ? CachePartition.empty(key) : old);
      Kept kept = next.isEmpty() ? null : new Kept(next);
      place(key, kept == null ? null : next);
      weight.addAndGet(weightOf(kept) - weightOf(present));
      return kept;
    }
  }

  private static long weightOf(@Nullable Kept kept) {
    return kept == null ? 0 : kept.weight;
  }

  /** {@return what all that is there weighs, in bytes, roughly} */
  long weight() {
    return weight.get();
  }

  /** {@return how many partitions are there} */
  int size() {
    return partitions.size() + evicted.size();
  }

  /**
   * Drops partitions.
   *
   * @param which which ones
   * @return how many access tokens went with them
   */
  int remove(Predicate<PartitionKey> which) {
    int removed = 0;
    for (PartitionKey key : partitions.keySet()) {
      if (which.test(key)) {
        removed += drop(key);
      }
    }
    evicted.keySet().removeIf(which);
    return removed;
  }

  private int drop(PartitionKey key) {
    AtomicInteger tokens = new AtomicInteger();
    partitions.computeIfPresent(
        key,
        (same, gone) -> {
          weight.addAndGet(-gone.weight);
          place(same, null);
          tokens.set(gone.partition().accessTokens().size());
          return null;
        });
    watch(key);
    return tokens.get();
  }
}
