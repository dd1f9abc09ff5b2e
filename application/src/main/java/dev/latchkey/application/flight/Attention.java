package dev.latchkey.application.flight;

import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;

/**
 * The first moment of a wait, in which a thread looks again and again before it goes to sleep: to
 * be woken takes it longer than what it waits for often does. It makes way for every other thread
 * that has something to do. With one processor there is no such moment, for the thread that is
 * waited for needs it. Safe for concurrent use.
 */
public final class Attention {

  private static final long MOMENT = 100_000; // nanoseconds; to sleep and be woken takes 10,000

  private final TimeSource time;
  private final boolean possible;

  /**
   * Pays attention.
   *
   * @param time measures the moment
   */
  public Attention(TimeSource time) {
    this.time = Objects.requireNonNull(time, "time");
    this.possible = Runtime.getRuntime().availableProcessors() > 1;
  }

  /** {@return the beginning of a moment, in nanoseconds of the time source} */
  public long begin() {
    return time.nanoTime();
  }

  /**
   * Tells whether to look once more, after whoever else has something to do has had the processor.
   *
   * @param began the beginning of the moment
   * @return whether it lasts; it is 100 microseconds long
   */
  // The compiler's threads would wait for one of two processors otherwise, and a client would stay
  // slow for its first seconds.
  @SuppressWarnings("ThreadPriorityCheck")
  public boolean lasts(long began) {
    if (!possible) {
      return false;
    }
    Thread.yield();
    return time.nanoTime() - began < MOMENT;
  }
}
