package dev.latchkey.application.cache;

import dev.latchkey.application.schema.LatePartition;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * The token cache: partitions in memory, and a store behind them if there is one. A look-up takes
 * no lock and asks the store now and then at most; a save costs its partition. Safe for concurrent
 * use.
 */
public final class PartitionedCache implements AutoCloseable {

  private final PartitionMemory memory;
  private final @Nullable Coherence store;
  private final SharedValues values;
  private final AtomicLong changes = new AtomicLong();
  private final CopyOnWriteArrayList<BiConsumer<CachePartition, CachePartition>> watchers =
      new CopyOnWriteArrayList<>();

  // Changes share it; whoever looks at everything at once, or replaces it, has it alone.
  private final ReentrantReadWriteLock whole = new ReentrantReadWriteLock();

  /**
   * Makes a cache that is memory alone.
   *
   * @param maximumWeight the bound in bytes, roughly; beyond it access tokens used least are
   *     dropped
   */
  public PartitionedCache(long maximumWeight) {
    this.memory = new PartitionMemory(maximumWeight, true, key -> {});
    this.store = null;
    this.values = new SharedValues();
  }

  /**
   * Makes a cache over a store.
   *
   * @param maximumWeight the bound of what is in memory, in bytes, roughly
   * @param store what stands behind it; closed with the cache
   * @param values what entries have in common, those of the store too
   */
  public PartitionedCache(long maximumWeight, StoredPartitions store, SharedValues values) {
    Objects.requireNonNull(store, "store");
    this.values = Objects.requireNonNull(values, "values");
    Coherence coherence = new Coherence(maximumWeight, store);
    this.memory = coherence.memory();
    this.store = coherence;
  }

  /**
   * Finds an access token, whatever its age.
   *
   * @param partition whose
   * @param query which
   * @return the token, or null if none matches
   */
  public @Nullable AccessToken find(PartitionKey partition, TokenQuery query) {
    if (store != null) {
      store.askNowAndThen(partition);
    }
    return memory.find(partition, query);
  }

  /**
   * Finds the shelf of a partition, for callers who come back often.
   *
   * @param partition whose
   * @return its shelf, whether or not anything stands there
   */
  public Shelf shelf(PartitionKey partition) {
    return memory.shelf(partition);
  }

  /**
   * Finds an access token, whatever its age.
   *
   * @param shelf whose
   * @param query which
   * @return the token, or null if none matches
   */
  public @Nullable AccessToken find(Shelf shelf, TokenQuery query) {
    if (store != null) {
      store.askNowAndThen(shelf.key());
    }
    return memory.find(shelf, query);
  }

  /**
   * Finds an access token after asking the store, for those who would else ask an authority.
   *
   * @param partition whose
   * @param query which
   * @return the token, or null if none matches
   */
  public @Nullable AccessToken findAfresh(PartitionKey partition, TokenQuery query) {
    if (store != null) {
      store.ask(partition);
    }
    return memory.find(partition, query);
  }

  /**
   * Reads all that is kept of one holder, after asking the store.
   *
   * @param partition whose
   * @return a snapshot; empty if nothing is known
   * @throws CacheException if the store could not be asked and nothing is in memory: whether there
   *     is anything is not known then
   */
  public CachePartition read(PartitionKey partition) {
    CacheException failure = store == null ? null : store.ask(partition);
    CachePartition snapshot = memory.read(partition);
    if (failure != null && snapshot.isEmpty()) {
      throw failure;
    }
    return snapshot;
  }

  /**
   * Reads all that is in memory of one holder.
   *
   * @param partition whose
   * @return a snapshot; empty if nothing is in memory
   */
  public CachePartition recall(PartitionKey partition) {
    return memory.read(partition);
  }

  /**
   * Reads everything.
   *
   * @return a snapshot of each partition, those of people and others
   * @throws CacheException if the store could not be asked, or cannot list what it holds
   */
  public List<CachePartition> readAll() {
    if (store != null) {
      return store.all();
    }
    whole.writeLock().lock();
    try {
      return memory.readAll().toList();
    } finally {
      whole.writeLock().unlock();
    }
  }

  /** {@return a snapshot of each partition that is in memory: with a store, not all there are} */
  public Stream<CachePartition> recallAll() {
    return memory.readAll();
  }

  /** {@return a snapshot of each partition that this memory alone holds} */
  public Stream<CachePartition> readUnstored() {
    return store == null ? memory.readAll() : Stream.empty();
  }

  /**
   * Changes what is kept of one holder. The change is an operation, not a state: it is done on
   * whatever is there when its turn comes, in the store too, and again if somebody else was faster.
   *
   * @param partition whose
   * @param change makes the next snapshot of the present one; has no other effect
   * @return whether the store has it; true if there is no store. If not, memory has it, and the
   *     store gets it when it can be reached again
   */
  public boolean update(PartitionKey partition, UnaryOperator<CachePartition> change) {
    return change(partition, change) == null;
  }

  /**
   * Changes what is kept of one holder, for callers who have to know that it is done.
   *
   * @param partition whose
   * @param change makes the next snapshot of the present one; has no other effect
   * @throws CacheException if the store could not be reached; it gets the change when it can be
   */
  public void require(PartitionKey partition, UnaryOperator<CachePartition> change) {
    CacheException failure = change(partition, change);
    if (failure != null) {
      throw failure;
    }
  }

  private @Nullable CacheException change(
      PartitionKey partition, UnaryOperator<CachePartition> change) {
    whole.readLock().lock();
    try {
      // A change that is done again counts as the last one.
      AtomicReference<CachePartition> before = new AtomicReference<>();
      AtomicReference<CachePartition> after = new AtomicReference<>();
      UnaryOperator<CachePartition> noted =
          old -> {
            CachePartition next = change.apply(old);
            before.set(old);
            after.set(next);
            return next;
          };
      CacheException failure = null;
      if (store == null) {
        memory.update(partition, noted);
      } else {
        failure = store.update(partition, noted);
      }
      tell(Objects.requireNonNull(before.get()), Objects.requireNonNull(after.get()));
      return failure;
    } finally {
      whole.readLock().unlock();
    }
  }

  private void tell(CachePartition before, CachePartition after) {
    if (before != after) {
      changes.incrementAndGet();
      watchers.forEach(watcher -> watcher.accept(before, after));
    }
  }

  /**
   * Adds an access token.
   *
   * @param partition whose
   * @param token the token
   * @param now the present; tokens at their end are dropped
   * @return whether the store has it; true if there is no store
   */
  public boolean save(PartitionKey partition, AccessToken token, Moment now) {
    return update(partition, old -> old.with(token, now));
  }

  /**
   * Drops partitions.
   *
   * @param which which ones
   * @return how many access tokens went with them
   * @throws CacheException if the store could not be reached, or cannot list what it holds
   */
  public int remove(Predicate<PartitionKey> which) {
    List<CachePartition> gone =
        readAll().stream().filter(partition -> which.test(partition.key())).toList();
    int removed = 0;
    for (CachePartition partition : gone) {
      removed += partition.accessTokens().size();
      require(partition.key(), old -> CachePartition.empty(old.key()));
    }
    return removed;
  }

  /**
   * Puts other partitions in the place of all that is there. For a cache without a store.
   *
   * @param partitions all that is to be there, none of them empty, each holder once
   */
  public void replaceAll(List<LatePartition> partitions) {
    whole.writeLock().lock();
    try {
      memory.replaceAll(partitions);
      changes.incrementAndGet();
    } finally {
      whole.writeLock().unlock();
    }
  }

  /** {@return whether others may change what is there, unnoticed until the store is asked} */
  public boolean isShared() {
    return store != null;
  }

  /** {@return a number that is another after each change made through this cache} */
  public long changes() {
    return changes.get();
  }

  /**
   * Asks to be told of changes made through this cache.
   *
   * @param watcher given a partition before and after, on the thread that changed it
   * @return ends it
   */
  public Runnable watch(BiConsumer<CachePartition, CachePartition> watcher) {
    watchers.add(watcher);
    return () -> watchers.remove(watcher);
  }

  /**
   * Waits until nobody else who shares the store is asking an authority for the same, so that what
   * they got can be taken instead. An optimisation: it gives up early rather than late.
   *
   * @param partition whose
   * @param deadline of the whole operation; at most half of what is left is waited
   * @param cancellation ends the wait
   * @return to be closed when what was got is kept
   */
  public StoreLock.Held hold(PartitionKey partition, Deadline deadline, Cancellation cancellation) {
    return store == null ? () -> {} : store.hold(partition, deadline, cancellation);
  }

  /** {@return what entries have in common} */
  public SharedValues values() {
    return values;
  }

  /** {@return how many partitions are in memory} */
  public int size() {
    return memory.size();
  }

  /** {@return what is in memory, in bytes, roughly} */
  public long weight() {
    return memory.weight();
  }

  /** Closes the store, after one more try to bring it what it has missed. */
  @Override
  public void close() {
    if (store != null) {
      store.close();
    }
  }
}
