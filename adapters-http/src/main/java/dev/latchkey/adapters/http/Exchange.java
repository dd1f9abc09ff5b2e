package dev.latchkey.adapters.http;

import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.jspecify.annotations.Nullable;

/**
 * One request on its way: how far it has come, until when it may go on, and how to stop it from
 * another thread. Its own thread moves it on; the watchdog, a cancellation and close stop it.
 */
final class Exchange {

  private static final String ATTRIBUTE = "dev.latchkey.exchange";

  private final Thread caller = Thread.currentThread();
  private final Duration time;
  private final long endNanos;
  private final AtomicBoolean ended = new AtomicBoolean();
  private volatile @Nullable Stop stop;
  private volatile Phase phase = Phase.WAITING;
  private volatile boolean connecting;
  private volatile long connectByNanos;
  private volatile @Nullable Runnable abort;
  private volatile @Nullable Runnable release;

  /**
   * Begins.
   *
   * @param time how long it may take from now on
   */
  Exchange(Duration time) {
    this.time = time;
    this.endNanos = System.nanoTime() + time.toNanos();
  }

  static Exchange of(HttpContext context) {
    return (Exchange) Objects.requireNonNull(context.getAttribute(ATTRIBUTE), "exchange");
  }

  void attachTo(HttpContext context) {
    context.setAttribute(ATTRIBUTE, this);
  }

  void connecting(Duration limit) {
    connectByNanos = System.nanoTime() + limit.toNanos();
    connecting = true;
    phase = Phase.CONNECTING;
  }

  void shakingHands() {
    phase = Phase.SHAKING_HANDS;
  }

  void connected() {
    connecting = false;
    release = null;
    phase = Phase.CONNECTED;
  }

  void sending() {
    phase = Phase.SENDING;
  }

  Phase phase() {
    return phase;
  }

  Duration time() {
    return time;
  }

  /** What makes the library give up from now on; runs at once if it was stopped before. */
  void abortWith(Runnable action) {
    abort = action;
    if (stop != null) {
      action.run();
    }
  }

  /** What to close besides while it connects; runs at once if it was stopped before. */
  void onStop(Runnable action) {
    release = action;
    if (stop != null) {
      action.run();
    }
  }

  long nanosToConnect() {
    long now = System.nanoTime();
    return Math.max(0, Math.min(endNanos - now, connectByNanos - now));
  }

  long nanosLeft() {
    return endNanos - System.nanoTime();
  }

  /** Stops what has run out of time, or whose thread was interrupted: blocking I/O ignores that. */
  void check() {
    long now = System.nanoTime();
    if (caller.isInterrupted()) {
      stop(Stop.INTERRUPTED);
    } else if (endNanos - now <= 0) {
      stop(Stop.DEADLINE);
    } else if (connecting && connectByNanos - now <= 0) {
      stop(Stop.CONNECT_TIMEOUT);
    }
  }

  void stop(Stop why) {
    if (!ended.compareAndSet(false, true)) {
      return;
    }
    stop = why;
    run(abort);
    run(release);
  }

  private static void run(@Nullable Runnable action) {
    if (action != null) {
      action.run();
    }
  }

  /**
   * Ends it, so that nothing stops it any more: its connection may soon be another's.
   *
   * @return false if it was stopped before
   */
  boolean finished() {
    return ended.compareAndSet(false, true);
  }

  @Nullable Stop stopped() {
    return stop;
  }

  /** Cheaper than the machine's own, which every new object has to be given first. */
  @Override
  public int hashCode() {
    return Long.hashCode(endNanos);
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return this == other;
  }

  /** How far it has come. */
  enum Phase {
    /** Waits for a connection of the pool. */
    WAITING,
    /** Looks the name up, connects, asks the proxy. */
    CONNECTING,
    /** Makes the connection a TLS one. */
    SHAKING_HANDS,
    /** Has a new connection on which nothing of the request was written. */
    CONNECTED,
    /** Writes or reads. */
    SENDING
  }

  /** Why it was stopped. */
  enum Stop {
    DEADLINE,
    CONNECT_TIMEOUT,
    CANCELLED,
    INTERRUPTED,
    CLOSED
  }
}
