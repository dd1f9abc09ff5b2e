package dev.latchkey.spi.time;

import java.time.Duration;
import java.util.Objects;

/**
 * When a call has to be over, by the monotonic clock: setting the wall clock does not move it.
 * Immutable.
 *
 * @since 0.1
 */
public final class Deadline {

  private final TimeSource time;
  private final long endNanos;
  private final Duration total;

  private Deadline(TimeSource time, Duration total) {
    this.time = Objects.requireNonNull(time, "time");
    this.total = Objects.requireNonNull(total, "total");
    this.endNanos = time.nanoTime() + total.toNanos();
  }

  /**
   * A deadline that begins to run now.
   *
   * @param total how long the call may take; more than zero, at most 1 day
   * @param time the clock that it runs by
   * @return the deadline
   * @throws IllegalArgumentException if the time is outside these bounds
   */
  public static Deadline after(Duration total, TimeSource time) {
    if (total.isNegative() || total.isZero() || total.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("timeout is not between 1 ns and 1 day");
    }
    return new Deadline(time, total);
  }

  /**
   * A deadline for waits that only a person ends.
   *
   * @param time the clock that it runs by
   * @return a deadline a hundred years from now
   */
  public static Deadline unlimited(TimeSource time) {
    return new Deadline(time, Duration.ofDays(36_500));
  }

  /**
   * Narrows it for a part of the call.
   *
   * @param part how long the part may take from now; more than zero
   * @return a deadline that ends then, or this one if it ends before
   */
  public Deadline within(Duration part) {
    return part.compareTo(remaining()) < 0 ? after(part, time) : this;
  }

  /** {@return the time that is left; zero once it has passed} */
  public Duration remaining() {
    long left = endNanos - time.nanoTime();
    return left <= 0 ? Duration.ZERO : Duration.ofNanos(left);
  }

  /** {@return whether it has passed} */
  public boolean hasPassed() {
    return endNanos - time.nanoTime() <= 0;
  }

  /** {@return the whole time, for messages} */
  public Duration total() {
    return total;
  }

  /** {@return the whole time and what is left} */
  @Override
  public String toString() {
    return "Deadline[total=" + total + ", remaining=" + remaining() + "]";
  }
}
