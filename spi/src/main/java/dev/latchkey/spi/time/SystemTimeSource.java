package dev.latchkey.spi.time;

import dev.latchkey.domain.error.CancelledException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** The machine's monotonic clock and sleep, with a wall clock of the caller's choice. */
final class SystemTimeSource implements TimeSource {

  private final Clock clock;

  SystemTimeSource(Clock clock) {
    this.clock = clock;
  }

  static TimeSource utc() {
    return new SystemTimeSource(Clock.systemUTC());
  }

  @Override
  public Instant instant() {
    return clock.instant();
  }

  @Override
  public long millis() {
    return clock.millis();
  }

  @Override
  public long nanoTime() {
    return System.nanoTime();
  }

  @Override
  public void sleep(Duration duration, Cancellation cancellation) {
    CountDownLatch cancelled = new CountDownLatch(1);
    boolean early;
    Cancellation.Registration registration = cancellation.onCancel(cancelled::countDown);
    try {
      early = cancelled.await(duration.toNanos(), TimeUnit.NANOSECONDS);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for the next attempt");
    } finally {
      registration.close();
    }
    if (early) {
      cancellation.throwIfCancelled();
    }
  }
}
