package dev.latchkey.adapters.http;

import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;

/**
 * Looks at the requests on their way, fifty times a second while there are any. A socket's own
 * timeout begins again with each byte, and blocking I/O does not notice an interrupt. One timer per
 * request would be more exact, but would wake its thread for each.
 */
final class Watchdog implements AutoCloseable {

  private static final Duration TICK = Duration.ofMillis(20);
  private static final Duration TEN_TICKS = TICK.multipliedBy(10);
  private static final int IDLE_TICKS = 50;

  private final Set<Exchange> watched = ConcurrentHashMap.newKeySet();
  private final AtomicBoolean ticking = new AtomicBoolean();
  private final ScheduledThreadPoolExecutor timer;
  private int idle;

  Watchdog() {
    timer =
        new ScheduledThreadPoolExecutor(
            1,
            task -> {
              Thread thread = new Thread(task, "latchkey-http-watchdog");
              thread.setDaemon(true);
              return thread;
            });
    timer.setExecuteExistingDelayedTasksAfterShutdownPolicy(false);
    timer.setRemoveOnCancelPolicy(true);
  }

  void watch(Exchange exchange) {
    watched.add(exchange);
    try {
      if (exchange.time().compareTo(TEN_TICKS) < 0) {
        // A tick would be more than a tenth of such a deadline.
        var unused =
            timer.schedule(exchange::check, exchange.time().toNanos(), TimeUnit.NANOSECONDS);
      }
      if (!ticking.get() && ticking.compareAndSet(false, true)) {
        next();
      }
    } catch (RejectedExecutionException e) {
      exchange.stop(Exchange.Stop.CLOSED);
    }
  }

  void forget(Exchange exchange) {
    watched.remove(exchange);
  }

  private void next() {
    var unused = timer.schedule(this::tick, TICK.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void tick() {
    idle = watched.isEmpty() ? idle + 1 : 0;
    watched.forEach(Exchange::check);
    try {
      if (idle < IDLE_TICKS) {
        next();
        return;
      }
      idle = 0;
      ticking.set(false);
      if (!watched.isEmpty() && ticking.compareAndSet(false, true)) {
        next();
      }
    } catch (RejectedExecutionException e) {
      // Closed in between: close() stops what is watched.
      ticking.set(false);
    }
  }

  /** Stops everything that is watched, and the thread. */
  @Override
  public void close() {
    timer.shutdownNow();
    watched.forEach(exchange -> exchange.stop(Exchange.Stop.CLOSED));
  }
}
