package dev.latchkey.spi.tck;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Clocks that only a test moves. They stand still otherwise; {@link #sleep} moves them instead of
 * waiting. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class ManualTimeSource implements TimeSource {

  /** Where the wall clock begins unless told otherwise: the first second of 2030, UTC. */
  public static final Instant START = Instant.parse("2030-01-01T00:00:00Z");

  // The monotonic clock runs over the end of long after five seconds: code that compares readings
  // instead of their difference fails here rather than on a machine that is up for long.
  private static final long NANOS_START = Long.MAX_VALUE - Duration.ofSeconds(5).toNanos();

  private final ReentrantLock lock = new ReentrantLock();
  private final List<Duration> sleeps = new ArrayList<>();
  private Instant wall;
  private long nanos = NANOS_START;

  /** Begins at {@link #START}. */
  public ManualTimeSource() {
    this(START);
  }

  /**
   * Begins at a given time.
   *
   * @param start the first reading of the wall clock
   */
  public ManualTimeSource(Instant start) {
    this.wall = Objects.requireNonNull(start, "start");
  }

  /**
   * Lets time pass: moves both clocks.
   *
   * @param duration how far; zero or more
   * @throws IllegalArgumentException if it is negative, since the monotonic clock never goes back
   */
  public void advance(Duration duration) {
    requireForward(duration);
    lock.lock();
    try {
      move(duration);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Sets the wall clock, as a user or a time server does; the monotonic clock stands still.
   *
   * @param duration how far; negative to set it back
   */
  public void moveWallClock(Duration duration) {
    lock.lock();
    try {
      wall = wall.plus(duration);
    } finally {
      lock.unlock();
    }
  }

  /**
   * Suspends the machine: the wall clock goes on while the monotonic clock stands still, as Linux
   * has it.
   *
   * @param duration for how long; zero or more
   * @throws IllegalArgumentException if it is negative
   */
  public void sleepMachine(Duration duration) {
    requireForward(duration);
    moveWallClock(duration);
  }

  /** {@return how long each call of {@link #sleep} asked to wait, in order} */
  public List<Duration> sleeps() {
    lock.lock();
    try {
      return List.copyOf(sleeps);
    } finally {
      lock.unlock();
    }
  }

  @Override
  public Instant instant() {
    lock.lock();
    try {
      return wall;
    } finally {
      lock.unlock();
    }
  }

  @Override
  public long nanoTime() {
    lock.lock();
    try {
      return nanos;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Moves both clocks and returns at once. What was cancelled or interrupted, or was zero or less,
   * moves nothing and is not recorded.
   */
  @Override
  public void sleep(Duration duration, Cancellation cancellation) {
    cancellation.throwIfCancelled();
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException("interrupted while waiting for the next attempt");
    }
    if (duration.isZero() || duration.isNegative()) {
      return;
    }
    lock.lock();
    try {
      sleeps.add(duration);
      move(duration);
    } finally {
      lock.unlock();
    }
  }

  /** {@return both readings} */
  @Override
  public String toString() {
    lock.lock();
    try {
      return "ManualTimeSource[wall=" + wall + ", passed=" + (nanos - NANOS_START) + " ns]";
    } finally {
      lock.unlock();
    }
  }

  private void move(Duration duration) {
    wall = wall.plus(duration);
    nanos += duration.toNanos();
  }

  private static void requireForward(Duration duration) {
    if (duration.isNegative()) {
      throw new IllegalArgumentException("time does not run backwards: " + duration);
    }
  }
}
