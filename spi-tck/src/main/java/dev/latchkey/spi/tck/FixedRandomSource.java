package dev.latchkey.spi.tck;

import dev.latchkey.spi.system.RandomSource;
import java.util.Random;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Randomness that repeats itself: the same seed gives the same bytes in the same order. For tests
 * only. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class FixedRandomSource implements RandomSource {

  private final ReentrantLock lock = new ReentrantLock();
  private final Random random;

  /** Begins with seed 1. */
  public FixedRandomSource() {
    this(1);
  }

  /**
   * Begins with a seed.
   *
   * @param seed which sequence to give
   */
  public FixedRandomSource(long seed) {
    this.random = new Random(seed);
  }

  @Override
  public byte[] bytes(int count) {
    byte[] bytes = new byte[count];
    // Random is safe by itself, but takes the bytes of one call from several steps.
    lock.lock();
    try {
      random.nextBytes(bytes);
    } finally {
      lock.unlock();
    }
    return bytes;
  }
}
