package dev.latchkey.application.flight;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.time.Deadline;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one thread at a time through for each key, on its own thread, so that it can be used from
 * within a flight without waiting for a place in the pool.
 *
 * @param <K> what is guarded
 */
public final class Turnstile<K> {

  private final ConcurrentHashMap<K, Gate> gates = new ConcurrentHashMap<>();

  /** Makes a turnstile that nobody stands at. */
  public Turnstile() {}

  /**
   * Does something that nobody else does at the same time.
   *
   * @param <T> what comes out
   * @param key what is guarded
   * @param deadline how long to wait for those before
   * @param work the work; looks first whether those before have done it
   * @return what the work returned
   */
  public <T> T pass(K key, Deadline deadline, Supplier<T> work) {
    Gate gate = gates.compute(key, (k, old) -> (old == null ? new Gate() : old).entered());
    try {
      if (!gate.lock.tryLock(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw new TransportException(
            TransportException.Reason.TIMED_OUT,
            "no answer in " + deadline.total() + " while another call asked for the same",
            null);
      }
      try {
        return work.get();
      } finally {
        gate.lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for another call");
    } finally {
      gates.computeIfPresent(key, (k, old) -> old.left() ? null : old);
    }
  }

  private static final class Gate {
    private final ReentrantLock lock = new ReentrantLock();
    private int inside;

    Gate entered() {
      inside++;
      return this;
    }

    boolean left() {
      return --inside == 0;
    }
  }
}
