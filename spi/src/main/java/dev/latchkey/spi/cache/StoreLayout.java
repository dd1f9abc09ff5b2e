package dev.latchkey.spi.cache;

/**
 * How a store divides what it holds.
 *
 * @since 0.1
 */
public enum StoreLayout {
  /** One value for each partition. */
  PARTITIONED,
  /**
   * One value for everything, under {@link StoreKey#WHOLE}, as files shared with others have it.
   * Locks are still one for each partition.
   */
  ONE_BLOB
}
