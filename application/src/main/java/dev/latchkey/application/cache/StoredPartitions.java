package dev.latchkey.application.cache;

import dev.latchkey.application.schema.CacheDocument;
import dev.latchkey.application.schema.Decoding;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.spi.cache.ChangeNotices;
import dev.latchkey.spi.cache.PartitionListing;
import dev.latchkey.spi.cache.Replaced;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.StoreLayout;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.event.CacheEvent;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Callable;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * Partitions in a store, whichever way it divides what it holds: as documents of the unified
 * schema, one for each partition or one for all. Safe for concurrent use.
 */
public final class StoredPartitions implements AutoCloseable {

  // How long Entra lets a refresh token lie unused. Others let it lie shorter, and refuse it then.
  private static final Duration REFRESH_TOKEN_LIFE = Duration.ofDays(90);

  // Nobody knows how long what others keep in the same blob is good for.
  private static final Duration UNLIMITED = Duration.ofDays(36_500);

  private static final Duration SHORTEST = Duration.ofSeconds(1);

  // Somebody always wins, so this many defeats are a store that compares wrongly.
  private static final int MOST_ATTEMPTS = 1_000;

  private final TokenCacheStore store;
  private final Envelope envelope;
  private final boolean isClosedHere;
  private final StoreCalls calls;
  private final Decoding decoding;
  private final TimeSource time;

  // Of a blob that everybody shares, the latest reading: decoded once for each version.
  private final AtomicReference<@Nullable Reading> blob = new AtomicReference<>();

  /**
   * Reads and writes a store.
   *
   * @param store the store
   * @param envelope what it sees instead of the tokens
   * @param isClosedHere whether to close it in the end
   * @param calls makes the calls
   * @param decoding makes entries of rows
   * @param time tells what has expired
   */
  public StoredPartitions(
      TokenCacheStore store,
      Envelope envelope,
      boolean isClosedHere,
      StoreCalls calls,
      Decoding decoding,
      TimeSource time) {
    this.store = Objects.requireNonNull(store, "store");
    this.envelope = Objects.requireNonNull(envelope, "envelope");
    this.isClosedHere = isClosedHere;
    this.calls = Objects.requireNonNull(calls, "calls");
    this.decoding = Objects.requireNonNull(decoding, "decoding");
    this.time = Objects.requireNonNull(time, "time");
  }

  /** What the store held of one partition when it was asked. */
  record Loaded(CachePartition partition, Version version) {}

  /**
   * What the store held under one key.
   *
   * @param version its version
   * @param length how many bytes it has, before encryption
   * @param document what it says; nothing, if nobody can read it
   * @param unreadable why nobody can read it, or null
   */
  private record Reading(
      Version version, int length, CacheDocument document, @Nullable CacheException unreadable) {}

  StoreCalls calls() {
    return calls;
  }

  TimeSource time() {
    return time;
  }

  /** {@return the key of what holds the partition} */
  StoreKey keyOf(PartitionKey partition) {
    return store.layout() == StoreLayout.ONE_BLOB ? StoreKey.WHOLE : StoreKeys.of(partition);
  }

  /** {@return the present version of what holds the partition} */
  Version version(PartitionKey partition) {
    return version(keyOf(partition));
  }

  private Version version(StoreKey key) {
    return calls.call(CacheEvent.Operation.VERSION, new VersionCall(store, key));
  }

  private record VersionCall(TokenCacheStore store, StoreKey key) implements Callable<Version> {
    @Override
    public Version call() {
      return store.version(key);
    }
  }

  /** Reads what the store holds under a key, and tells how much it was. */
  private final class LoadCall implements Callable<Reading>, ToLongFunction<Reading> {
    private final StoreKey key;

    LoadCall(StoreKey key) {
      this.key = key;
    }

    @Override
    public Reading call() {
      return opened(key, new Contents(store.load(key)));
    }

    @Override
    public long applyAsLong(Reading loaded) {
      return loaded.length;
    }
  }

  /** {@return what the store holds of the partition; what nobody can read is as if absent} */
  Loaded load(PartitionKey partition) {
    Reading reading = read(keyOf(partition));
    return new Loaded(
        reading.document.partition(partition, decoding, time.moment()), reading.version);
  }

  /** Changes the partition; again and again if others are faster. */
  Loaded update(PartitionKey partition, UnaryOperator<CachePartition> change) {
    StoreKey key = keyOf(partition);
    // What a blob said last is compared with what is there when it is written over, so that it is
    // not asked for before.
    Reading known = known(key);
    boolean isPresumed = known != null;
    Reading current = known != null ? known : read(key);
    for (int i = 0; i < MOST_ATTEMPTS; i++) {
      if (current.unreadable != null) {
        current = movedAside(key, current);
        continue;
      }
      Moment now = time.moment();
      CachePartition next = change.apply(current.document.partition(partition, decoding, now));
      CacheDocument document = current.document.with(next, now.instant());
      if (document != current.document) {
        current = write(key, current.version, document, now.instant());
      } else if (isPresumed) {
        current = read(key);
      }
      if (current.document == document) {
        return new Loaded(next, current.version);
      }
      isPresumed = false;
    }
    throw new CacheException(
        "the token cache store refused a partition "
            + MOST_ATTEMPTS
            + " times because others were faster; does it compare versions as its port says?");
  }

  // Reading changed nothing: somebody with the key, or a newer version of this library, may still
  // read it. What is about to be written over is moved out of the way first; where that is not
  // possible, it stays and nothing is written.
  private Reading movedAside(StoreKey key, Reading unread) {
    calls.call(CacheEvent.Operation.MOVE_ASIDE, () -> store.moveAside(key, unread.version));
    Reading next = read(key);
    if (next.unreadable != null && next.version.equals(unread.version)) {
      throw next.unreadable;
    }
    return next;
  }

  private Reading write(StoreKey key, Version expected, CacheDocument next, Instant now) {
    if (store.layout() == StoreLayout.PARTITIONED && next.hasNoTokens()) {
      return calls.call(
          CacheEvent.Operation.REMOVE, () -> after(key, store.remove(key, expected), next));
    }
    SaveCall save = new SaveCall(key, expected, next, lifetime(store.layout(), next, now));
    return calls.save(save, save);
  }

  /** Writes what the store is to hold under a key, and tells how much it was. */
  private final class SaveCall
      implements Callable<Reading>, ToLongFunction<Reading>, Envelope.Content {
    private final StoreKey key;
    private final Version expected;
    private final CacheDocument next;
    private final Duration lifetime;
    private int length;

    SaveCall(StoreKey key, Version expected, CacheDocument next, Duration lifetime) {
      this.key = key;
      this.expected = expected;
      this.next = next;
      this.lifetime = lifetime;
    }

    @Override
    public Reading call() {
      return after(key, store.replace(key, expected, envelope.sealed(key, this), lifetime), next);
    }

    @Override
    public byte[] within(int before, int after) {
      byte[] bytes = next.bytes(before, after);
      length = bytes.length - before - after;
      return bytes;
    }

    @Override
    public long applyAsLong(Reading saved) {
      return length;
    }
  }

  private Reading after(StoreKey key, Replaced replaced, CacheDocument next) {
    return replaced instanceof Replaced.Conflict conflict
        ? opened(key, new Contents(conflict.current()))
        : remembered(key, new Reading(((Replaced.Done) replaced).version(), 0, next, null));
  }

  // What a store may drop is only what nobody could use any more.
  static Duration lifetime(StoreLayout layout, CacheDocument document, Instant now) {
    if (layout == StoreLayout.ONE_BLOB) {
      return UNLIMITED;
    }
    if (document.hasRefreshTokens()) {
      return REFRESH_TOKEN_LIFE;
    }
    Duration left = Duration.between(now, document.lastExpiry());
    return left.compareTo(SHORTEST) < 0 ? SHORTEST : left;
  }

  private Reading read(StoreKey key) {
    Reading known = known(key);
    if (known != null && known.version.equals(version(key))) {
      return known;
    }
    LoadCall load = new LoadCall(key);
    Reading reading = calls.load(load, load);
    if (reading.unreadable != null) {
      calls.tellUnreadable(reading.unreadable);
    }
    return reading;
  }

  private @Nullable Reading known(StoreKey key) {
    return key.equals(StoreKey.WHOLE) ? blob.get() : null;
  }

  private Reading opened(StoreKey key, Contents stored) {
    Reading known = known(key);
    if (known != null && known.version.equals(stored.version())) {
      return known;
    }
    if (!stored.exists()) {
      return new Reading(stored.version(), 0, CacheDocument.empty(), null);
    }
    try {
      CacheDocument document = stored.document(key, envelope);
      return remembered(key, new Reading(stored.version(), stored.length(), document, null));
    } catch (CacheException e) {
      if (e.reason() != CacheException.Reason.UNREADABLE) {
        throw e;
      }
      return new Reading(stored.version(), stored.length(), CacheDocument.empty(), e);
    }
  }

  private Reading remembered(StoreKey key, Reading reading) {
    if (key.equals(StoreKey.WHOLE)) {
      blob.set(reading);
    }
    return reading;
  }

  /** Reads everything that the store holds. */
  List<CachePartition> all() {
    if (store.layout() == StoreLayout.ONE_BLOB) {
      return all(StoreKey.WHOLE);
    }
    PartitionListing listing = listing(store);
    List<StoreKey> keys = calls.call(CacheEvent.Operation.LIST, () -> keys(listing));
    List<CachePartition> all = new ArrayList<>();
    keys.forEach(key -> all.addAll(all(key)));
    return all;
  }

  static PartitionListing listing(TokenCacheStore store) {
    return store
        .listing()
        .orElseThrow(
            () ->
                new CacheException(
                    CacheException.Reason.UNSUPPORTED,
                    "this token cache store cannot list its partitions, so accounts(), the removal"
                        + " of app tokens and search do not work with it; use a store that has a"
                        + " listing()",
                    FailureDetails.none(),
                    null));
  }

  static List<StoreKey> keys(PartitionListing listing) {
    try (Stream<StoreKey> each = listing.keys()) {
      return each.toList();
    }
  }

  private List<CachePartition> all(StoreKey key) {
    return read(key).document.all(decoding, time.moment());
  }

  Optional<StoreLock> lock() {
    return store.lock();
  }

  Optional<ChangeNotices> changeNotices() {
    return store.changeNotices();
  }

  /** Closes the store if it was opened for this. */
  @Override
  public void close() {
    if (isClosedHere) {
      store.close();
    }
  }
}
