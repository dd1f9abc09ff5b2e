package dev.latchkey.spi.cache;

import java.time.Duration;
import java.util.Optional;

/**
 * Keeps the serialized token cache, one partition at a time.
 *
 * <p>Obligations, each with a test in {@code TokenCacheStoreContract}:
 *
 * <ul>
 *   <li>Safe for concurrent use by threads and, where {@link #isShared()}, by processes.
 *   <li>The bytes are secret: neither logged nor readable by other users.
 *   <li>{@link #replace} and {@link #remove} compare and write as one step: of two writers with the
 *       same expectation exactly one succeeds.
 *   <li>What {@code replace} has acknowledged, the next {@code load} by anyone returns.
 *   <li>A failure changes nothing and is a {@link dev.latchkey.domain.error.CacheException}; after
 *       {@link #close()} every call is one.
 *   <li>Bytes come back as they were given, from none to at least 4 MiB.
 * </ul>
 *
 * @since 0.1
 */
public interface TokenCacheStore extends AutoCloseable {

  /**
   * Reads a partition.
   *
   * @param partition which one
   * @return what the store holds; absent if nothing
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached
   */
  StoredPartition load(StoreKey partition);

  /**
   * Puts {@code next} in place if the stored version is still {@code expected}; otherwise changes
   * nothing.
   *
   * @param partition which one
   * @param expected the version that the caller has seen; {@link Version#ABSENT} to create
   * @param next the new bytes
   * @param lifetime after which the store may drop it, counted from now; a store that cannot drop
   *     ignores it
   * @return the new version, or what came first
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached; nothing was
   *     written
   */
  Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime);

  /**
   * Drops a partition if the stored version is still {@code expected}; otherwise changes nothing.
   *
   * @param partition which one
   * @param expected the version that the caller has seen
   * @return done, with {@link Version#ABSENT}, or what came first; a partition that does not exist
   *     and was expected so is done
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached
   */
  Replaced remove(StoreKey partition, Version expected);

  /** {@return how the store divides what it holds} */
  StoreLayout layout();

  /** {@return whether other processes see the same content} */
  boolean isShared();

  /** {@return the list of partitions, if the store can tell it} */
  default Optional<PartitionListing> listing() {
    return Optional.empty();
  }

  /** {@return a lock between all who share the store, if it has one} */
  default Optional<StoreLock> lock() {
    return Optional.empty();
  }

  /** {@return notices of changes made by others, if the store sends them} */
  default Optional<ChangeNotices> changeNotices() {
    return Optional.empty();
  }

  /** Closes what the store opened itself. Closing twice does nothing. */
  @Override
  void close();
}
