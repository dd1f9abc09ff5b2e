package dev.latchkey.spi.time;

import dev.latchkey.domain.error.CancelledException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.locks.ReentrantLock;

/**
 * The one way to give up a wait: hand it to a call, and {@link #cancel()} it from any thread. A
 * cancellation is used once. Safe for concurrent use.
 *
 * @since 0.1
 */
public final class Cancellation {

  private static final Cancellation NONE = new Cancellation(false);

  private final boolean cancellable;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<Object, Runnable> actions = new LinkedHashMap<>();
  private volatile boolean cancelled;

  private Cancellation(boolean cancellable) {
    this.cancellable = cancellable;
  }

  /** {@return a cancellation for calls that nobody gives up} */
  public static Cancellation none() {
    return NONE;
  }

  /** {@return a new cancellation} */
  public static Cancellation create() {
    return new Cancellation(true);
  }

  /**
   * Gives up: runs every registered action once, on this thread. A second call does nothing.
   *
   * @throws IllegalStateException on {@link #none()}, which everybody shares
   */
  public void cancel() {
    if (!cancellable) {
      throw new IllegalStateException("Cancellation.none() cannot be cancelled; create() one");
    }
    List<Runnable> toRun;
    lock.lock();
    try {
      if (cancelled) {
        return;
      }
      cancelled = true;
      toRun = new ArrayList<>(actions.values());
      actions.clear();
    } finally {
      lock.unlock();
    }
    toRun.forEach(Runnable::run);
  }

  /** {@return whether it was cancelled} */
  public boolean isCancelled() {
    return cancelled;
  }

  /**
   * Ends a call that was given up.
   *
   * @throws CancelledException if it was cancelled
   */
  public void throwIfCancelled() {
    if (cancelled) {
      throw new CancelledException("the call was cancelled by its caller");
    }
  }

  /**
   * Asks to be told. If it was cancelled already, the action runs at once, on this thread.
   *
   * @param action brief, must not throw
   * @return closes the registration; closing it again does nothing
   */
  public Registration onCancel(Runnable action) {
    Objects.requireNonNull(action, "action");
    if (!cancellable) {
      return () -> {};
    }
    Object token = new Object();
    lock.lock();
    try {
      if (!cancelled) {
        actions.put(token, action);
        return () -> forget(token);
      }
    } finally {
      lock.unlock();
    }
    action.run();
    return () -> {};
  }

  private void forget(Object token) {
    lock.lock();
    try {
      actions.remove(token);
    } finally {
      lock.unlock();
    }
  }

  /**
   * A wish to be told, until it is closed.
   *
   * @since 0.1
   */
  @FunctionalInterface
  public interface Registration extends AutoCloseable {

    /** Takes the wish back. */
    @Override
    void close();
  }
}
