package dev.latchkey.spi.cache;

import java.util.Objects;

/**
 * What became of an attempt to replace a partition.
 *
 * @since 0.1
 */
public sealed interface Replaced {

  /**
   * The bytes are in place.
   *
   * @param version their version
   * @since 0.1
   */
  record Done(Version version) implements Replaced {
    /**
     * Checks that the version is there.
     *
     * @param version their version
     */
    public Done {
      Objects.requireNonNull(version, "version");
    }
  }

  /**
   * Somebody was faster; nothing was changed.
   *
   * @param current what the store held when it compared; absent if the partition was removed
   * @since 0.1
   */
  record Conflict(StoredPartition current) implements Replaced {
    /**
     * Checks that the content is there.
     *
     * @param current what the store held when it compared; absent if the partition was removed
     */
    public Conflict {
      Objects.requireNonNull(current, "current");
    }
  }
}
