package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.map.IMap;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.spi.cache.ChangeNotices;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.StoredPartition;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/** A distributed map of bytes, and a second one for the locks. */
final class HazelcastTokenCacheStore implements TokenCacheStore {

  /** For an entry that two wrote at once: longer than any refresh token that is not used lives. */
  private static final long NET_SECONDS = Duration.ofDays(90).toSeconds();

  private final HazelcastInstance hazelcast;
  private final String name;
  private final Runnable atClose;
  private final ClusterCalls calls;
  private final ClusterLocks locks;
  private final ClusterNotices notices;
  private final Renewals renewals;
  private final RecentLoads recent = new RecentLoads();
  private volatile @Nullable IMap<String, Object> map;

  /**
   * Works on maps of an instance.
   *
   * @param timeout the longest that a call may take
   * @param atClose ends the instance, if it is this store's
   */
  HazelcastTokenCacheStore(
      HazelcastInstance hazelcast, String name, Duration timeout, Runnable atClose) {
    TimeSource time = TimeSource.system();
    this.hazelcast = hazelcast;
    this.name = name;
    this.atClose = atClose;
    this.calls = new ClusterCalls(timeout, time);
    this.renewals = new Renewals(calls, time, this::renew);
    this.locks = new ClusterLocks(this::holders, calls, time);
    this.notices = new ClusterNotices(this::partitions, calls);
  }

  @Override
  public StoredPartition load(StoreKey partition) {
    Objects.requireNonNull(partition, "partition");
    StoredPartition stored = Content.of(bytes(partition));
    if (stored.exists()) {
      recent.put(partition, stored);
    }
    return stored;
  }

  @Override
  public Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(expected, "expected");
    long seconds = Seconds.of(lifetime, "lifetime");
    byte[] fresh = next.clone();
    if (fresh.length > Content.LONGEST) {
      throw new CacheException("a partition is longer than " + Content.LONGEST + " bytes");
    }
    StoredPartition loaded = recent.take(partition);
    if (loaded != null && loaded.version().equals(expected)) {
      Version written = written(partition, loaded.bytes(), fresh, seconds);
      if (written != null) {
        return new Replaced.Done(written);
      }
    }
    while (true) {
      byte[] current = bytes(partition);
      StoredPartition stored = Content.of(current);
      if (!stored.version().equals(expected)) {
        return new Replaced.Conflict(stored);
      }
      Version written = written(partition, current, fresh, seconds);
      if (written != null) {
        return new Replaced.Done(written);
      }
    }
  }

  /** Null if something else is there than was expected. */
  private @Nullable Version written(
      StoreKey partition, byte @Nullable [] current, byte[] fresh, long seconds) {
    String key = partition.value();
    Supplier<Boolean> done =
        calls.asked(
            () ->
                current == null
                    ? partitions().putIfAbsent(key, fresh, seconds, TimeUnit.SECONDS) == null
                    : partitions().replace(key, current, fresh));
    // The digest is made while the cluster is at work.
    Version version = Content.version(fresh);
    if (!done.get()) {
      return null;
    }
    if (current != null) {
      renewals.add(partition, new Renewals.Life(version, seconds));
    }
    return version;
  }

  private void renew(StoreKey partition, Renewals.Life life) {
    IMap<String, Object> map = partitions();
    map.setTtl(partition.value(), life.seconds(), TimeUnit.SECONDS);
    if (!(map.get(partition.value()) instanceof byte[] now
        && Content.version(now).equals(life.version()))) {
      // Somebody wrote meanwhile, and this lifetime may have come over a longer one.
      map.setTtl(partition.value(), Math.max(life.seconds(), NET_SECONDS), TimeUnit.SECONDS);
    }
  }

  @Override
  public Replaced remove(StoreKey partition, Version expected) {
    Objects.requireNonNull(partition, "partition");
    Objects.requireNonNull(expected, "expected");
    while (true) {
      byte[] current = bytes(partition);
      StoredPartition stored = Content.of(current);
      if (!stored.version().equals(expected)) {
        return new Replaced.Conflict(stored);
      }
      if (current == null || ask(map -> map.remove(partition.value(), current))) {
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
    return Optional.of(this::keys);
  }

  private Stream<StoreKey> keys() {
    Set<?> keys = calls.ask(() -> partitions().keySet());
    return keys.stream().flatMap(key -> Keys.ours(key).stream());
  }

  @Override
  public Optional<StoreLock> lock() {
    return Optional.of(locks);
  }

  @Override
  public Optional<ChangeNotices> changeNotices() {
    return Optional.of(notices);
  }

  @Override
  public void close() {
    calls.close(
        () -> {
          locks.letGoOfAll();
          notices.endAll();
          atClose.run();
        });
  }

  /** {@return the name of the map; never content} */
  @Override
  public String toString() {
    return "HazelcastTokenCacheStore[" + name + "]";
  }

  private byte @Nullable [] bytes(StoreKey partition) {
    // Not getAsync, which starts a thread for each answer on a machine of two processors.
    Object found = ask(map -> map.get(partition.value()));
    if (found == null || found instanceof byte[]) {
      return (byte[]) found;
    }
    throw new CacheException("an entry of the map is not ours; keep nothing else in " + name);
  }

  private <T extends @Nullable Object> T ask(Function<IMap<String, Object>, T> call) {
    return calls.ask(() -> call.apply(partitions()));
  }

  // Not in the constructor: a client cannot tell its maps before it has been connected once.
  private IMap<String, Object> partitions() {
    IMap<String, Object> known = map;
    if (known == null) {
      known = hazelcast.getMap(name);
      map = known;
    }
    return known;
  }

  private IMap<String, UUID> holders() {
    return hazelcast.getMap(name + "-locks");
  }
}
