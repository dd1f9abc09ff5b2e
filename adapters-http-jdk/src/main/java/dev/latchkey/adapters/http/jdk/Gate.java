package dev.latchkey.adapters.http.jdk;

import dev.latchkey.spi.time.Cancellation;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/** Lets so many requests through at once. A semaphore's wait could not be cancelled. */
final class Gate {

  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int free;
  private boolean closed;

  Gate(int width) {
    this.free = width;
  }

  /**
   * Waits to be let through.
   *
   * @return whether it was; else time is up, the wait was cancelled, or the gate is closed
   */
  boolean enter(long nanos, Cancellation cancellation) throws InterruptedException {
    Cancellation.Registration registration = cancellation.onCancel(this::wakeAll);
    lock.lockInterruptibly();
    try {
      long left = nanos;
      while (free == 0 && left > 0 && !closed && !cancellation.isCancelled()) {
        left = changed.awaitNanos(left);
      }
      if (free == 0 || closed || cancellation.isCancelled()) {
        return false;
      }
      free--;
      return true;
    } finally {
      lock.unlock();
      registration.close();
    }
  }

  void leave() {
    lock.lock();
    try {
      free++;
      changed.signal();
    } finally {
      lock.unlock();
    }
  }

  void close() {
    lock.lock();
    try {
      closed = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  private void wakeAll() {
    lock.lock();
    try {
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }
}
