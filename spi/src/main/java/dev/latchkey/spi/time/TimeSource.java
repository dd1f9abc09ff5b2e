package dev.latchkey.spi.time;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.token.Moment;
import java.time.Clock;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Objects;

/**
 * The only clock there is: wall clock, monotonic clock, and sleep. Implementations are safe for
 * concurrent use.
 *
 * @since 0.1
 */
public interface TimeSource extends InstantSource {

  /**
   * Reads the monotonic clock.
   *
   * @return nanoseconds since an origin that only this process knows; differences alone mean
   *     something
   */
  long nanoTime();

  /**
   * Waits.
   *
   * @param duration how long; zero or less returns at once
   * @param cancellation ends the wait early
   * @throws CancelledException if cancelled, or if the thread was interrupted, whose flag stays set
   */
  void sleep(Duration duration, Cancellation cancellation);

  /**
   * Reads both clocks.
   *
   * @return the present
   */
  default Moment moment() {
    return new Moment(millis(), nanoTime());
  }

  /** {@return the machine's clocks} */
  static TimeSource system() {
    return SystemTimeSource.utc();
  }

  /**
   * Takes the wall clock from elsewhere; monotonic clock and sleep stay the machine's.
   *
   * @param clock the wall clock
   * @return a time source over it
   */
  static TimeSource of(Clock clock) {
    return new SystemTimeSource(Objects.requireNonNull(clock, "clock"));
  }
}
