package dev.latchkey.domain.token;

import java.time.Instant;

/**
 * One reading of both clocks: the wall clock, which people may set, and the monotonic one, which
 * stands still while the machine sleeps. Either alone would let a token live too long.
 *
 * @param epochMillis the wall clock, milliseconds since 1970-01-01T00:00Z
 * @param nanoTime the monotonic clock, nanoseconds since an origin that only this process knows
 * @since 0.1
 */
public record Moment(long epochMillis, long nanoTime) {

  /**
   * Tells how old something is.
   *
   * @param now the present
   * @return milliseconds since this moment, by whichever clock says more
   */
  public long ageInMillis(Moment now) {
    return now.millisSince(epochMillis, nanoTime);
  }

  // For those who keep the two readings apart, so that a hit makes no moment to be compared with.
  long millisSince(long thenMillis, long thenNanos) {
    return Math.max(epochMillis - thenMillis, (nanoTime - thenNanos) / 1_000_000L);
  }

  /** {@return the wall clock} */
  public Instant instant() {
    return Instant.ofEpochMilli(epochMillis);
  }
}
