package dev.latchkey.spi.cache;

import java.util.function.Consumer;

/**
 * Tells of changes that others made, soon but without promise: a notice may be late, doubled or
 * lost.
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
   */
  Subscription subscribe(Consumer<StoreKey> listener);

  /**
   * A wish to be told, until it is closed.
   *
   * @since 0.1
   */
  interface Subscription extends AutoCloseable {

    /** Ends the notices. Closing twice does nothing. */
    @Override
    void close();
  }
}
