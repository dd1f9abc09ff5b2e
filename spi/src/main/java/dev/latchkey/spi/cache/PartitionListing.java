package dev.latchkey.spi.cache;

import java.util.stream.Stream;

/**
 * Lists what a store holds.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface PartitionListing {

  /**
   * Lists the partitions. Those that come or go meanwhile may or may not be among them; all others
   * are, once each.
   *
   * @return the keys; the caller closes the stream
   * @throws dev.latchkey.domain.error.CacheException if the store could not be reached
   */
  Stream<StoreKey> keys();
}
