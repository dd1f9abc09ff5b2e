package dev.latchkey.spi.cache;

import java.util.function.Consumer;

/**
 * Tells of changes that others made, soon but without promise: a notice may be late, doubled or
 * lost, and may tell of a change that the same store made. It says that a partition was created,
 * replaced or removed, not which of these.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface ChangeNotices {

  /**
   * Asks to be told.
   *
   * @param listener brief, must not throw; called on a thread of the store's
   * @return ends the notices when closed
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached
   */
  Subscription subscribe(Consumer<StoreKey> listener);

  /**
   * A wish to be told, until it is closed.
   *
   * @since 0.1
   */
  interface Subscription extends AutoCloseable {

    /** Ends the notices; changes made from now on are not told. Closing twice does nothing. */
    @Override
    void close();
  }
}
