package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.core.HazelcastException;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.Semaphore;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * Calls to the cluster that end in time. Hazelcast's own calls may wait for minutes while members
 * come and go, and no interruption ends them, so they run on a few threads of their own and the
 * caller goes when time is up.
 */
final class ClusterCalls {

  private static final int WIDTH = 16;

  // How long those who are under way have at the close.
  private static final Duration PATIENCE = Duration.ofSeconds(1);

  private final Duration timeout;
  private final TimeSource time;
  private final Pause pause;
  private final Lookout lookout;
  private final Semaphore places = new Semaphore(WIDTH, true);
  private final AtomicBoolean closed = new AtomicBoolean();
  private final ThreadPoolExecutor threads =
      new ThreadPoolExecutor(
          0,
          WIDTH,
          10,
          TimeUnit.SECONDS,
          new SynchronousQueue<>(),
          task -> {
            Thread thread = new Thread(task, "latchkey-hazelcast");
            thread.setDaemon(true);
            return thread;
          });

  ClusterCalls(Duration timeout, TimeSource time) {
    this.timeout = timeout;
    this.time = time;
    this.pause = new Pause(time, timeout);
    this.lookout = new Lookout(time);
  }

  /** Makes a call and waits for its end, but not longer than the timeout. */
  <T extends @Nullable Object> T ask(Supplier<T> call) {
    return asked(call).get();
  }

  /** Makes a call. Whoever gets the answer waits as {@link #ask} does, counted from here. */
  <T extends @Nullable Object> Supplier<T> asked(Supplier<T> call) {
    requireOpen();
    return started(call);
  }

  /** Makes a call whose failure changes nothing: what it would do happens by itself, later. */
  void tell(Runnable call) {
    try {
      Runnable unused =
          started(
                  () -> {
                    call.run();
                    return call;
                  })
              .get();
    } catch (CacheException e) {
      // As said.
    }
  }

  /**
   * Makes such a call without waiting for its start or end.
   *
   * @return false if there is no place for it, or the cluster is left alone
   */
  boolean leave(Runnable call) {
    if (!pause.letsThrough() || !places.tryAcquire()) {
      return false;
    }
    try {
      startThread(new FutureTask<>(call, call));
      return true;
    } catch (CacheException e) {
      return false;
    }
  }

  /** Ends, once, after some last calls. Others that do not end soon are interrupted. */
  void close(Runnable last) {
    if (closed.compareAndSet(false, true)) {
      awaitTheOthers();
      last.run();
      threads.shutdownNow();
    }
  }

  private void awaitTheOthers() {
    Duration patience = timeout.compareTo(PATIENCE) < 0 ? timeout : PATIENCE;
    try {
      if (places.tryAcquire(WIDTH, patience.toNanos(), TimeUnit.NANOSECONDS)) {
        places.release(WIDTH);
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private <T extends @Nullable Object> Supplier<T> started(Supplier<T> call) {
    Deadline deadline = begin();
    FutureTask<T> task = new FutureTask<>(call::get);
    start(task);
    return () -> result(task, deadline);
  }

  private void start(FutureTask<?> task) {
    if (threads.isShutdown() || !lookout.hand(task)) {
      startThread(task);
    }
  }

  private void startThread(FutureTask<?> task) {
    try {
      threads.execute(() -> work(task));
    } catch (RejectedExecutionException e) {
      places.release();
      throw new CacheException("the store is closed", FailureDetails.none(), e);
    }
  }

  // Its own task, and those that come while it looks out for them.
  private void work(Runnable first) {
    for (Runnable task = first; task != null; task = lookout.watch()) {
      try {
        task.run();
      } finally {
        places.release();
      }
      if (!threads.isShutdown()) {
        // What was meant for this task is not for the next; the pool does the same.
        Thread.interrupted();
      }
    }
  }

  private void requireOpen() {
    if (closed.get()) {
      throw new CacheException("the store is closed");
    }
  }

  /** Takes a place, which has to be given back. */
  private Deadline begin() {
    if (!pause.letsThrough()) {
      throw new CacheException("the cluster did not answer a moment ago and is left alone");
    }
    Deadline deadline = Deadline.after(timeout, time);
    try {
      if (!places.tryAcquire(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS)) {
        throw failed("the cluster has not answered " + WIDTH + " other calls yet", null);
      }
      return deadline;
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
  }

  private <T extends @Nullable Object> T result(Future<T> task, Deadline deadline) {
    try {
      lookout.watch(task);
      T result = task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
      pause.succeeded();
      return result;
    } catch (TimeoutException e) {
      task.cancel(true);
      throw failed("the cluster did not answer within " + timeout, e);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (ExecutionException e) {
      throw translated(e.getCause());
    }
  }

  private RuntimeException translated(@Nullable Throwable cause) {
    if (cause instanceof HazelcastException || cause instanceof IllegalStateException) {
      // The second is what a stopped instance or an offline client throws.
      return failed("the cluster did not answer", cause);
    }
    if (cause instanceof RuntimeException own) {
      return own;
    }
    return failed("the call to the cluster broke", cause);
  }

  private CacheException failed(String what, @Nullable Throwable cause) {
    pause.failed();
    return new CacheException(what, FailureDetails.none(), cause);
  }

  private static CacheException interrupted(InterruptedException cause) {
    Thread.currentThread().interrupt();
    return new CacheException(
        "interrupted; whether something was written is unknown", FailureDetails.none(), cause);
  }
}
