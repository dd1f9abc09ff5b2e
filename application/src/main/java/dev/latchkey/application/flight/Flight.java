package dev.latchkey.application.flight;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.locks.LockSupport;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** One piece of work, and those who wait for it. Begins with one of them. */
final class Flight<V> {

  private final ReentrantLock lock = new ReentrantLock();
  private final Cancellation cancellation = Cancellation.create();

  // Woken one by one, not through a condition: its waiters would queue for the lock, and the last
  // of a thousand would wait for as many changes of thread.
  private final Queue<Thread> sleepers = new ConcurrentLinkedQueue<>();

  // All guarded by the lock. A flight lands with its last write, so that waiters need no lock.
  private volatile boolean landed;
  private int waiting = 1;
  private boolean sent;
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
    } finally {
      lock.unlock();
    }
    sleepers.forEach(LockSupport::unpark);
  }

  /** Lands without the work, which is told to stop. */
  void abandon(RuntimeException reason) {
    land(null, reason);
    cancellation.cancel();
  }

  /** Looks whether it lands in a moment. */
  void watch(Attention attention) {
    long began = attention.begin();
    while (!landed && attention.lasts(began)) {
      // Looks again.
    }
  }

  V await(Cancellation caller) {
    if (landed) {
      return outcome();
    }
    Thread me = Thread.currentThread();
    sleepers.add(me);
    Cancellation.Registration registration = caller.onCancel(() -> LockSupport.unpark(me));
    try {
      while (!landed && !caller.isCancelled() && !me.isInterrupted()) {
        LockSupport.park(this);
      }
    } finally {
      registration.close();
    }
    if (landed) {
      return outcome();
    }
    sleepers.remove(me);
    leave();
    throw new CancelledException(
        caller.isCancelled()
            ? "the call was cancelled by its caller"
            : "interrupted while waiting for a token");
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
