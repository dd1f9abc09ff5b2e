package dev.latchkey.spi.cache;

import java.time.Duration;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Keeps the serialized token cache, one partition at a time.
 *
 * <p>Obligations, tested by {@code TokenCacheStoreContract} but for who may read the medium:
 *
 * <ul>
 *   <li>Safe for concurrent use by threads and, where {@link #isShared()}, by processes.
 *   <li>The bytes are secret: neither logged nor readable by other users.
 *   <li>{@link #replace} and {@link #remove} compare and write as one step: of two writers with the
 *       same expectation exactly one succeeds.
 *   <li>What {@code replace} has acknowledged, the next {@code load} by anyone returns. A {@code
 *       load} returns bytes of one write with the version of that write, never parts of two.
 *   <li>A failure is a {@link dev.latchkey.domain.error.CacheException}, never an exception of the
 *       store's own library. A write that failed is in place as a whole or not at all.
 *   <li>Bytes come back as they were given, from none to at least 4 MiB. Keys are told apart to the
 *       letter, case included.
 *   <li>A thread that was interrupted may call: the call may fail, the thread's flag stays set, and
 *       the store serves the next call.
 *   <li>After {@link #close()} every call that needs the content is a {@code CacheException}, also
 *       on a listing, lock or notices obtained before; {@link #layout()} and {@link #isShared()}
 *       still answer.
 *   <li>A null argument is a {@link NullPointerException}. In a store whose layout is {@link
 *       StoreLayout#ONE_BLOB}, another key than {@link StoreKey#WHOLE} is an {@link
 *       IllegalArgumentException}, except for {@link #lock()}.
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
   * Tells the version of a partition. Asked every few seconds for what is in use, so a store that
   * can tell it without reading the bytes should.
   *
   * @param partition which one
   * @return the version that {@link #load} would return; {@link Version#ABSENT} if there is nothing
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached
   */
  default Version version(StoreKey partition) {
    return load(partition).version();
  }

  /**
   * Puts {@code next} in place if the stored version is still {@code expected}; otherwise changes
   * nothing.
   *
   * @param partition which one
   * @param expected the version that the caller has seen; {@link Version#ABSENT} to create
   * @param next the new bytes, which are copied
   * @param lifetime after which the store may drop it, counted from now; more than zero, and as
   *     long as a duration can be. A store whose clock is coarser rounds up; one that cannot drop
   *     ignores it
   * @return the new version, or what came first, which is absent if the partition was removed
   * @throws IllegalArgumentException if the lifetime is zero or less; nothing was written
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached, or did not
   *     answer: whether the bytes are in place is then unknown, and a load tells
   */
  Replaced replace(StoreKey partition, Version expected, byte[] next, Duration lifetime);

  /**
   * Drops a partition if the stored version is still {@code expected}; otherwise changes nothing.
   *
   * @param partition which one
   * @param expected the version that the caller has seen
   * @return done, with {@link Version#ABSENT}, or what came first, which is absent if the partition
   *     was removed; a partition that does not exist and was expected so is done
   * @throws dev.latchkey.domain.error.CacheException as in {@link #replace}
   */
  Replaced remove(StoreKey partition, Version expected);

  /**
   * Takes content that nobody can read out of the way if the stored version is still {@code
   * expected}: the partition is absent afterwards, and the bytes are kept where a person finds
   * them. They are never deleted, since the key that reads them may come back.
   *
   * @param partition which one
   * @param expected the version that could not be read
   * @return whether it is out of the way; false, and nothing was changed, if other content came
   *     first, if there is none, or if the store has no such place, as by default
   * @throws dev.latchkey.domain.error.CacheException as in {@link #replace}
   */
  default boolean moveAside(StoreKey partition, Version expected) {
    return false;
  }

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

  /**
   * Makes a store of what an application keeps in one piece: a session attribute, a column, a file
   * of its own. Compare and write are one step among the threads of this store alone, so nobody
   * else may write meanwhile.
   *
   * @param load reads the bytes; null if there are none yet
   * @param save keeps the bytes; given none at all when everything has gone
   * @return a store that is not shared and whose layout is {@link StoreLayout#ONE_BLOB}; what
   *     {@code load} and {@code save} throw becomes a {@link
   *     dev.latchkey.domain.error.CacheException}
   */
  static TokenCacheStore singleBlob(Supplier<byte @Nullable []> load, Consumer<byte[]> save) {
    return new SingleBlobStore(load, save);
  }

  /**
   * Closes what the store opened itself, lets go of its locks and ends its notices; a thread that
   * waits for a lock gets a {@link dev.latchkey.domain.error.CacheException}. The content stays
   * where it is shared. Never throws, even if the store cannot be reached. Closing twice does
   * nothing.
   */
  @Override
  void close();
}
