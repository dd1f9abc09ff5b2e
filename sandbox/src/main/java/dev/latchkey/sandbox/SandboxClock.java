package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A clock that stands still until it is moved by hand, so that expiry is tested without waiting.
 *
 * <p>Give the same clock to the sandbox and to what is tested. Safe for use by several threads; the
 * views that {@link #withZone} makes move together with their origin.
 *
 * @since 0.1
 */
public final class SandboxClock extends Clock {

  private final AtomicReference<Instant> now;
  private final ZoneId zone;

  private SandboxClock(AtomicReference<Instant> now, ZoneId zone) {
    this.now = now;
    this.zone = zone;
  }

  /**
   * Makes a clock that shows the given time.
   *
   * @param start the first time shown
   * @return a new clock in UTC
   * @since 0.1
   */
  public static SandboxClock at(Instant start) {
    return new SandboxClock(new AtomicReference<>(requireNonNull(start, "start")), ZoneOffset.UTC);
  }

  /**
   * Moves the clock.
   *
   * @param step how far; negative moves it back, as a corrected system clock does
   * @return the time now shown
   * @since 0.1
   */
  public Instant advance(Duration step) {
    requireNonNull(step, "step");
    return now.updateAndGet(time -> time.plus(step));
  }

  /**
   * Sets the clock.
   *
   * @param time to show from now on
   * @since 0.1
   */
  public void set(Instant time) {
    now.set(requireNonNull(time, "time"));
  }

  @Override
  public Instant instant() {
    return requireNonNull(now.get());
  }

  @Override
  public ZoneId getZone() {
    return zone;
  }

  @Override
  public SandboxClock withZone(ZoneId other) {
    return new SandboxClock(now, requireNonNull(other, "zone"));
  }

  @Override
  public String toString() {
    return "SandboxClock[" + now.get() + "]";
  }
}
