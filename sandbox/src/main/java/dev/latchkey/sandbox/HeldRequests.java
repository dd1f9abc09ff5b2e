package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.concurrent.locks.Condition;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Requests that have arrived and wait to be let go, so that a test can count how many are under way
 * at once.
 *
 * <p>Safe for use by several threads. Closing the sandbox lets them go too.
 *
 * @since 0.1
 */
public final class HeldRequests implements AutoCloseable {

  private final FaultQueue queue;
  private final ReentrantLock lock = new ReentrantLock();
  private final Condition changed = lock.newCondition();
  private int arrived;
  private boolean released;

  HeldRequests(FaultQueue queue) {
    this.queue = queue;
  }

  /** Blocks the thread of a request until it is let go. */
  void enter() throws InterruptedException {
    lock.lock();
    try {
      arrived++;
      changed.signalAll();
      while (!released) {
        changed.await();
      }
    } finally {
      lock.unlock();
    }
  }

  /**
   * Counts the requests that have arrived so far, those already let go included.
   *
   * @return how many have arrived
   * @since 0.1
   */
  public int arrived() {
    lock.lock();
    try {
      return arrived;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Waits until requests have arrived.
   *
   * @param count how many to wait for
   * @param limit how long to wait at most, in real time
   * @return true if they have arrived, false if the time is up
   * @throws InterruptedException if the thread is interrupted while it waits
   * @since 0.1
   */
  public boolean awaitArrived(int count, Duration limit) throws InterruptedException {
    requireNonNull(limit, "limit");
    long left = limit.toNanos();
    lock.lock();
    try {
      while (arrived < count) {
        if (left <= 0) {
          return false;
        }
        left = changed.awaitNanos(left);
      }
      return true;
    } finally {
      lock.unlock();
    }
  }

  /**
   * Lets the requests go, and those that still come pass. Further calls do nothing.
   *
   * @since 0.1
   */
  public void release() {
    queue.forget(this);
    lock.lock();
    try {
      released = true;
      changed.signalAll();
    } finally {
      lock.unlock();
    }
  }

  /** Does the same as {@link #release()}. */
  @Override
  public void close() {
    release();
  }

  @Override
  public String toString() {
    return "HeldRequests[" + arrived() + " arrived]";
  }
}
