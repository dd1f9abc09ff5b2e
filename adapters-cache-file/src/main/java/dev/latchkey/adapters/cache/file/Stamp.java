package dev.latchkey.adapters.cache.file;

import java.time.Instant;

/**
 * What changes with the content of a file, whoever writes it and however: it is another file, or
 * longer, or was touched. Times are as coarse as the clock of the file system, so a stamp says
 * nothing before it is {@link #isSettledAt settled}.
 *
 * @param file tells the file from every other
 * @param size its length
 * @param modifiedAt when its content was written
 * @param changedAt when anything about it was changed, which no program can set
 */
record Stamp(Object file, long size, Instant modifiedAt, Instant changedAt) {

  // The coarsest file systems of Unix tell seconds; FAT tells two.
  private static final int TICK_SECONDS = 3;

  /** {@return whether a write after this moment would show} */
  boolean isSettledAt(Instant now) {
    Instant last = modifiedAt.isAfter(changedAt) ? modifiedAt : changedAt;
    return last.plusSeconds(TICK_SECONDS).isBefore(now);
  }
}
