package dev.latchkey.application.flight;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;

/**
 * Lets one caller through at a time, on its own thread. The others wait for as long as a person may
 * take, unless they give up. Safe for concurrent use.
 */
public final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private boolean taken;

  /** Makes a gate that nobody stands at. */
  public Gate() {}

  /**
   * Does something that nobody else does at the same time.
   *
   * @param <T> what comes out
   * @param cancellation ends the wait
   * @param work the work; looks first whether those before have done it
   * @return what the work returned
   * @throws CancelledException if cancelled or interrupted while waiting
   */
  public <T> T pass(Cancellation cancellation, Supplier<T> work) {
    enter(cancellation);
    try {
      return work.get();
    } finally {
      leave();
    }
  }

  @SuppressWarnings("try") // the registration is held, not used
  private void enter(Cancellation cancellation) {
    try (Cancellation.Registration giveUp = cancellation.onCancel(this::wake)) {
      lock.lockInterruptibly();
      try {
        while (taken && !cancellation.isCancelled()) {
          changed.await();
        }
        cancellation.throwIfCancelled();
        taken = true;
      } finally {
        lock.unlock();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("interrupted while waiting for another call");
    }
  }

  private void leave() {
    lock.lock();
    try {
      taken = false;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wake() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
