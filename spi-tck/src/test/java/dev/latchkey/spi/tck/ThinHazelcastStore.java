package dev.latchkey.spi.tck;

import com.hazelcast.core.EntryEvent;
import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import com.hazelcast.map.listener.EntryAddedListener;
import com.hazelcast.map.listener.EntryExpiredListener;
import com.hazelcast.map.listener.EntryRemovedListener;
import com.hazelcast.map.listener.EntryUpdatedListener;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.cache.ChangeNotices;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** A cluster fits the port: a distributed map of bytes, and a second one for the locks. */
final class ThinHazelcastStore implements TokenCacheStore {

  private final StoreGate gate = new StoreGate();
  private final IMap<String, byte[]> partitions;
  private final IMap<String, UUID> locks;
  private final PolledLock lock = new PolledLock(gate, this::tryLock);
  private final Set<UUID> listeners = ConcurrentHashMap.newKeySet();

  /** Works on maps of an instance that stays its owner's. */
  ThinHazelcastStore(HazelcastInstance hazelcast, String name) {
    this.partitions = hazelcast.getMap(name);
    this.locks = hazelcast.getMap(name + "-locks");
  }

  @Override
  public StoredPartition load(StoreKey partition) {
    Objects.requireNonNull(partition, "partition");
    return content(bytes(partition));
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(expected, "expected");
    StoreGate.requirePositive(lifetime, "lifetime");
    byte[] fresh = next.clone();
    long seconds = wholeSeconds(lifetime);
    while (true) {
      byte[] current = bytes(partition);
      StoredPartition stored = content(current);
      if (!stored.version().equals(expected)) {
        return new Replaced.Conflict(stored);
      }
      if (current == null) {
        if (ask(() -> partitions.putIfAbsent(partition.value(), fresh, seconds, TimeUnit.SECONDS))
            == null) {
          return new Replaced.Done(Sha256.version(fresh));
        }
      } else if (ask(() -> partitions.replace(partition.value(), current, fresh))) {
        renewLifetime(partition, seconds);
        return new Replaced.Done(Sha256.version(fresh));
      }
    }
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(expected, "expected");
    while (true) {
      byte[] current = bytes(partition);
      StoredPartition stored = content(current);
      if (!stored.version().equals(expected)) {
        return new Replaced.Conflict(stored);
      }
      if (current == null || ask(() -> partitions.remove(partition.value(), current))) {
        return new Replaced.Done(Version.ABSENT);
      }
    }
  }

  @Override
  public StoreLayout layout() {
    return StoreLayout.PARTITIONED;
  }

  @Override
  public boolean isShared() {
    return true;
  }

  @Override
  public Optional<PartitionListing> listing() {
    return Optional.of(() -> ask(() -> partitions.keySet().stream().map(StoreKey::new)));
  }

  @Override
  public Optional<StoreLock> lock() {
    return Optional.of(lock);
  }

  @Override
  public Optional<ChangeNotices> changeNotices() {
    return Optional.of(this::subscribe);
  }

  @Override
  public void close() {
    if (gate.close()) {
      lock.letGoOfAll();
      listeners.forEach(this::unsubscribe);
    }
  }

  private byte @Nullable [] bytes(StoreKey partition) {
    return ask(() -> partitions.get(partition.value()));
  }

  private static StoredPartition content(byte @Nullable [] bytes) {
    return bytes == null ? StoredPartition.absent() : Sha256.partition(bytes);
  }

  private void renewLifetime(StoreKey partition, long seconds) {
    try {
      // Replacing wipes the time to live.
      partitions.setTtl(partition.value(), seconds, TimeUnit.SECONDS);
    } catch (HazelcastException | IllegalStateException e) {
      // The bytes are in place; failing now would say that they may not be.
    }
  }

  /**
   * A lock is an entry with a time to live that holds a name for its holder. The map's own locks
   * belong to threads: the thread that has one gets it again, and no other may let go of it.
   */
  private Optional<StoreLock.Held> tryLock(StoreKey partition, Duration lease) {
    UUID holder = UUID.randomUUID();
    UUID before =
        ask(
            () ->
                locks.putIfAbsent(
                    partition.value(), holder, wholeSeconds(lease), TimeUnit.SECONDS));
    return before == null ? Optional.of(() -> unlock(partition, holder)) : Optional.empty();
  }

  private void unlock(StoreKey partition, UUID holder) {
    try {
      locks.remove(partition.value(), holder);
    } catch (HazelcastException | IllegalStateException e) {
      // It ends with its lease.
    }
  }

  private ChangeNotices.Subscription subscribe(Consumer<StoreKey> listener) {
    Objects.requireNonNull(listener, "listener");
    UUID id = ask(() -> partitions.addEntryListener(new Teller(listener), false));
    listeners.add(id);
    return () -> unsubscribe(id);
  }

  private void unsubscribe(UUID id) {
    if (listeners.remove(id)) {
      try {
        partitions.removeEntryListener(id);
      } catch (HazelcastException | IllegalStateException e) {
        // The cluster is gone, and its notices with it.
      }
    }
  }

  private <T extends @Nullable Object> T ask(Supplier<T> call) {
    gate.requireOpen();
    try {
      return call.get();
    } catch (HazelcastException | IllegalStateException e) {
      // The second is what a stopped instance throws.
      throw new CacheException("the cluster did not answer", FailureDetails.none(), e);
    }
  }

  private static long wholeSeconds(Duration duration) {
    long seconds = duration.getSeconds();
    // Zero would mean for ever.
    return duration.getNano() == 0 || seconds == Long.MAX_VALUE ? seconds : seconds + 1;
  }

  /** Passes keys on. */
  private static final class Teller
      implements EntryAddedListener<String, byte[]>,
          EntryUpdatedListener<String, byte[]>,
          EntryRemovedListener<String, byte[]>,
          EntryExpiredListener<String, byte[]> {

    private final Consumer<StoreKey> listener;

    Teller(Consumer<StoreKey> listener) {
      this.listener = listener;
    }

    @Override
    public void entryAdded(EntryEvent<String, byte[]> event) {
      tell(event);
    }

    @Override
    public void entryUpdated(EntryEvent<String, byte[]> event) {
      tell(event);
    }

    @Override
    public void entryRemoved(EntryEvent<String, byte[]> event) {
      tell(event);
    }

    @Override
    public void entryExpired(EntryEvent<String, byte[]> event) {
      tell(event);
    }

    private void tell(EntryEvent<String, byte[]> event) {
      listener.accept(new StoreKey(event.getKey()));
    }
  }
}
