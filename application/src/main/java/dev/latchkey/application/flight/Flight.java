package dev.latchkey.application.flight;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One piece of work, and those who wait for it. Begins with one of them. */
final class Flight<V> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private final Cancellation cancellation = Cancellation.create();

  // All guarded by the lock.
  private int waiting = 1;
  private boolean sent;
  private boolean landed;
  private @Nullable V value;
  private @Nullable Throwable failure;

  /** {@return whether this caller now waits too; not if it has landed or was given up} */
  boolean board(boolean forced) {
    lock.lock();
    try {
      if (landed || waiting == 0 || forced && sent) {
        return false;
      }
      waiting++;
      return true;
    } finally {
      lock.unlock();
    }
  }

  void fly(SingleFlight.Work<V> work) {
    try {
      cancellation.throwIfCancelled();
      land(work.run(cancellation, this::markSent), null);
    } catch (Throwable t) {
      // Whatever it is, the callers have to be told: they wait without a time limit of their own.
      land(null, t);
    }
  }

  private void markSent() {
    lock.lock();
    try {
      sent = true;
    } finally {
      lock.unlock();
    }
  }

  void land(@Nullable V newValue, @Nullable Throwable newFailure) {
    lock.lock();
    try {
      if (landed) {
        return;
      }
      value = newValue;
      failure = newFailure;
      landed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Lands without the work, which is told to stop. */
  void abandon(RuntimeException reason) {
    land(null, reason);
    cancellation.cancel();
  }

  V await(Cancellation caller) {
    Cancellation.Registration registration = caller.onCancel(this::wakeAll);
    lock.lock();
    try {
      while (!landed && !caller.isCancelled()) {
        changed.await();
      }
      if (landed) {
        return outcome();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      leave();
      throw new CancelledException("interrupted while waiting for a token");
    } finally {
      lock.unlock();
      registration.close();
    }
    leave();
    throw new CancelledException("the call was cancelled by its caller");
  }

  private void wakeAll() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  // The last one who leaves takes the work along: nobody would have its answer.
  private void leave() {
    boolean nobody;
    lock.lock();
    try {
      nobody = --waiting == 0 && !landed;
    } finally {
      lock.unlock();
    }
    if (nobody) {
      cancellation.cancel();
    }
  }

  private V outcome() {
    if (failure instanceof RuntimeException e) {
      throw e;
    }
    if (failure instanceof Error e) {
      throw e;
    }
    return Objects.requireNonNull(value, "value");
  }
}
