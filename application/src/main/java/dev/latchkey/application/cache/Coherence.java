package dev.latchkey.application.cache;

import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.ChangeNotices;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.event.CacheEvent;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Keeps memory and store together. Memory is served for two seconds without asking the store; a
 * change goes to the store first. While the store is out memory is the cache, and what changes is
 * replayed when the store is back. Safe for concurrent use.
 */
final class Coherence implements Consumer<PartitionKey>, AutoCloseable {

  private static final long UNASKED_NANOS = Duration.ofSeconds(2).toNanos();

  // The holder of a lock that is gone or asleep is not waited for longer.
  private static final Duration LEASE = Duration.ofSeconds(30);

  // Threads of one process take turns for a partition; two partitions seldom share a turn.
  private static final int TURNS = 1_024;

  private final PartitionMemory memory;
  private final StoredPartitions store;
  private final ConcurrentHashMap<PartitionKey, Seen> seen = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<StoreKey, PartitionKey> names = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<PartitionKey, Missed> missed = new ConcurrentHashMap<>();
  private final List<ReentrantLock> turns = turns();
  private final AtomicBoolean listens = new AtomicBoolean();
  private final AtomicReference<ChangeNotices.@Nullable Subscription> subscription =
      new AtomicReference<>();

  Coherence(long maximumWeight, StoredPartitions store) {
    this.memory = new PartitionMemory(maximumWeight, false, this);
    this.store = store;
  }

  private static List<ReentrantLock> turns() {
    List<ReentrantLock> turns = new ArrayList<>(TURNS);
    for (int i = 0; i < TURNS; i++) {
      turns.add(new ReentrantLock());
    }
    return List.copyOf(turns);
  }

  /** Which version of a partition is in memory, and when the store last said that it holds. */
  private record Seen(Version version, AtomicLong askedAt) {}

  /** What the store has missed, in the order it happened. */
  private static final class Missed {

    // Beyond this many, what memory holds is brought in one piece.
    private static final int MOST = 64;

    private final List<UnaryOperator<CachePartition>> changes = new ArrayList<>();

    // Called in turn.
    void add(UnaryOperator<CachePartition> change, CachePartition before) {
      if (changes.size() == MOST) {
        changes.clear();
        changes.add(old -> before);
      }
      changes.add(change);
    }

    CachePartition replayedOn(CachePartition old) {
      CachePartition next = old;
      for (UnaryOperator<CachePartition> change : changes) {
        next = change.apply(next);
      }
      return next;
    }
  }

  /** Asks the store whether memory is right, unless it was asked lately. Never throws. */
  void askNowAndThen(PartitionKey partition) {
    Seen known = seen.get(partition);
    long now = store.time().nanoTime();
    if (known != null) {
      long askedAt = known.askedAt.get();
      // One asks, the others go on with what is there.
      if (now - askedAt < UNASKED_NANOS || !known.askedAt.compareAndSet(askedAt, now)) {
        return;
      }
    }
    if (store.calls().pausing() == null) {
      ask(partition);
    }
  }

  /** Asks the store whether memory is right; tells why that was not possible. */
  @Nullable CacheException ask(PartitionKey partition) {
    CacheException pausing = store.calls().pausing();
    if (pausing != null) {
      return pausing;
    }
    listen();
    ReentrantLock turn = turn(partition);
    turn.lock();
    try {
      Missed late = missed.get(partition);
      if (late != null) {
        bring(partition, late::replayedOn);
        return null;
      }
      Seen known = seen.get(partition);
      long now = store.time().nanoTime();
      if (known != null && store.version(partition).equals(known.version)) {
        known.askedAt.set(now);
      } else {
        take(partition, store.load(partition), now);
      }
      return null;
    } catch (CacheException e) {
      return e;
    } finally {
      turn.unlock();
    }
  }

  /** Changes a partition in the store, else in memory; tells why the store could not be changed. */
  @Nullable CacheException update(PartitionKey partition, UnaryOperator<CachePartition> change) {
    listen();
    ReentrantLock turn = turn(partition);
    turn.lock();
    try {
      CacheException failure = store.calls().pausing();
      Missed late = missed.get(partition);
      if (failure == null) {
        try {
          bring(partition, late == null ? change : old -> change.apply(late.replayedOn(old)));
          return null;
        } catch (CacheException e) {
          failure = e;
        }
      }
      missed.computeIfAbsent(partition, it -> new Missed()).add(change, memory.read(partition));
      memory.update(partition, change);
      return failure;
    } finally {
      turn.unlock();
    }
  }

  private void bring(PartitionKey partition, UnaryOperator<CachePartition> change) {
    long now = store.time().nanoTime();
    take(partition, store.update(partition, change), now);
    missed.remove(partition);
  }

  private void take(PartitionKey partition, StoredPartitions.Loaded loaded, long askedAt) {
    if (!loaded.partition().isEmpty()) {
      // Before it is in memory: where there is no room it goes again at once, and is to be
      // forgotten then, not to be taken for what is there.
      names.put(store.keyOf(partition), partition);
      seen.put(partition, new Seen(loaded.version(), new AtomicLong(askedAt)));
    }
    memory.put(loaded.partition());
    if (loaded.partition().isEmpty()) {
      forget(partition);
    }
  }

  PartitionMemory memory() {
    return memory;
  }

  /** Forgets what was dropped for want of room. */
  @Override
  public void accept(PartitionKey dropped) {
    forget(dropped);
  }

  // Nothing of the partition is in memory.
  private void forget(PartitionKey partition) {
    if (seen.remove(partition) != null) {
      names.remove(store.keyOf(partition), partition);
    }
  }

  private ReentrantLock turn(PartitionKey partition) {
    int hash = partition.hashCode();
    return turns.get((hash ^ hash >>> 16) & TURNS - 1);
  }

  // Not before the store is needed, so that building a client waits for nothing.
  private void listen() {
    if (listens.compareAndSet(false, true)) {
      Optional<ChangeNotices> notices = store.changeNotices();
      if (notices.isPresent()) {
        subscribe(notices.get());
      }
    }
  }

  private void subscribe(ChangeNotices notices) {
    try {
      subscription.set(
          store
              .calls()
              .call(CacheEvent.Operation.SUBSCRIBE, () -> notices.subscribe(this::hasChanged)));
    } catch (CacheException e) {
      // Without notices changes are seen two seconds later; the next call tries again.
      listens.set(false);
    }
  }

  private void hasChanged(StoreKey key) {
    long longAgo = store.time().nanoTime() - 2 * UNASKED_NANOS;
    if (key.equals(StoreKey.WHOLE)) {
      seen.values().forEach(known -> known.askedAt.set(longAgo));
    } else {
      PartitionKey partition = names.get(key);
      Seen known = partition == null ? null : seen.get(partition);
      if (known != null) {
        known.askedAt.set(longAgo);
      }
    }
  }

  /** Reads everything that the store holds, and what it has missed. */
  List<CachePartition> all() {
    Map<PartitionKey, CachePartition> all = new LinkedHashMap<>();
    for (CachePartition partition : store.all()) {
      all.put(partition.key(), partition);
    }
    for (PartitionKey key : missed.keySet()) {
      all.put(key, memory.read(key));
    }
    List<CachePartition> filled = new ArrayList<>(all.size());
    for (CachePartition partition : all.values()) {
      if (!partition.isEmpty()) {
        filled.add(partition);
      }
    }
    return filled;
  }

  /** Waits for the lock of a partition, for a while. */
  StoreLock.Held hold(PartitionKey partition, Deadline deadline, Cancellation cancellation) {
    Optional<StoreLock> lock = store.calls().pausing() == null ? store.lock() : Optional.empty();
    Duration wait = deadline.remaining().dividedBy(2);
    if (lock.isEmpty() || wait.isZero()) {
      return () -> {};
    }
    try {
      return lock.get()
          .acquire(StoreKeys.of(partition), LEASE, Deadline.after(wait, store.time()), cancellation)
          .orElse(() -> {});
    } catch (CacheException e) {
      // Whoever goes without it sends one request too many at the worst.
      return () -> {};
    }
  }

  /** Tries once more to bring what the store has missed, and closes it. */
  @Override
  public void close() {
    ChangeNotices.Subscription present = subscription.getAndSet(null);
    if (present != null) {
      present.close();
    }
    List.copyOf(missed.keySet()).forEach(this::ask);
    store.close();
  }
}
