package dev.latchkey.client.internal;

import dev.latchkey.application.cache.Envelope;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.cache.SharedValues;
import dev.latchkey.application.cache.StoreCalls;
import dev.latchkey.application.cache.StoredPartitions;
import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.FlightPool;
import dev.latchkey.application.idtoken.RowDecoding;
import dev.latchkey.application.schema.Decoding;
import dev.latchkey.application.user.AddTokens;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** A token cache, and what has to be closed with it. */
public final class CacheParts implements AutoCloseable {

  // A hundred thousand people with a token each fill half of it: a read writes nothing as long as
  // it is less than three quarters full.
  private static final long WEIGHT = 1L << 30;

  // A store that hangs holds up no more threads than these, and each no longer than this.
  private static final int STORE_THREADS = 16;
  private static final Duration STORE_LIMIT = Duration.ofSeconds(5);

  private final PartitionedCache cache;
  private final Decoding decoding;
  private final RandomSource random;
  private final TimeSource time;
  private final @Nullable FlightPool pool;

  private CacheParts(
      PartitionedCache cache,
      Decoding decoding,
      TimeSource time,
      RandomSource random,
      @Nullable FlightPool pool) {
    this.cache = cache;
    this.decoding = decoding;
    this.random = random;
    this.time = time;
    this.pool = pool;
  }

  /**
   * A cache that is memory alone.
   *
   * @param time tells what has expired
   * @param random spreads refreshes
   * @return the cache
   */
  public static CacheParts inMemory(TimeSource time, RandomSource random) {
    PartitionedCache cache = new PartitionedCache(WEIGHT);
    return new CacheParts(cache, new RowDecoding(random, cache.values()), time, random, null);
  }

  /**
   * A cache over a store.
   *
   * @param store the store
   * @param isClosedHere whether it is closed with the cache
   * @param envelope what it sees instead of the tokens
   * @param options times, randomness, observer
   * @return the cache
   */
  public static CacheParts over(
      TokenCacheStore store, boolean isClosedHere, Envelope envelope, ClientOptions options) {
    FlightPool pool = new FlightPool("latchkey-store", STORE_THREADS, options.classLoader());
    SharedValues values = new SharedValues();
    Decoding decoding = new RowDecoding(options.random(), values);
    return new CacheParts(
        new PartitionedCache(
            WEIGHT,
            new StoredPartitions(
                Objects.requireNonNull(store, "token cache store"),
                envelope,
                isClosedHere,
                new StoreCalls(pool, STORE_LIMIT, options.time(), new Events(options.eventSink())),
                decoding,
                options.time()),
            values),
        decoding,
        options.time(),
        options.random(),
        pool);
  }

  /** {@return the cache} */
  public PartitionedCache cache() {
    return cache;
  }

  /** {@return makes entries of rows} */
  public Decoding decoding() {
    return decoding;
  }

  /** {@return keeps tokens that somebody else obtained} */
  public AddTokens addTokens() {
    return new AddTokens(cache, random);
  }

  /** {@return tells what has expired} */
  public TimeSource time() {
    return time;
  }

  /** Brings the store what it has missed, if it can be reached, and closes what was opened. */
  @Override
  public void close() {
    cache.close();
    if (pool != null) {
      pool.close();
    }
  }
}
