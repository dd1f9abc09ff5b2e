package dev.latchkey.application.cache;

import dev.latchkey.application.events.Events;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.event.CacheEvent;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Callable;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.FutureTask;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.ToLongFunction;
import org.jspecify.annotations.Nullable;

/**
 * Calls to a store, which may hang or fail: each has a time limit, after failures there is a pause,
 * and observers are told. Safe for concurrent use.
 */
public final class StoreCalls {

  private static final Duration SHORTEST_PAUSE = Duration.ofSeconds(1);
  private static final Duration LONGEST_PAUSE = Duration.ofSeconds(30);

  private final Executor executor;
  private final Duration limit;
  private final TimeSource time;
  private final Events events;
  private final AtomicReference<@Nullable Outage> outage = new AtomicReference<>();
  private final AtomicBoolean complainedOfContent = new AtomicBoolean();

  /**
   * Calls a store.
   *
   * @param executor runs the calls, on few threads that may block
   * @param limit how long a call may take, its wait for a thread included
   * @param time measures pauses
   * @param events is told
   */
  public StoreCalls(Executor executor, Duration limit, TimeSource time, Events events) {
    this.executor = Objects.requireNonNull(executor, "executor");
    this.limit = Objects.requireNonNull(limit, "limit");
    this.time = Objects.requireNonNull(time, "time");
    this.events = Objects.requireNonNull(events, "events");
  }

  private record Outage(long until, Duration pause, CacheException failure) {}

  /** {@return why the store is not asked at present, or null if it is} */
  @Nullable CacheException pausing() {
    Outage present = outage.get();
    return present != null && present.until - time.nanoTime() > 0 ? present.failure : null;
  }

  <T> T load(Callable<T> work, ToLongFunction<T> bytes) {
    return measured(CacheEvent.Operation.LOAD, work, bytes);
  }

  <T> T save(Callable<T> work, ToLongFunction<T> bytes) {
    return measured(CacheEvent.Operation.SAVE, work, bytes);
  }

  private <T> T measured(
      CacheEvent.Operation operation, Callable<T> work, ToLongFunction<T> bytes) {
    long start = time.nanoTime();
    T done = run(operation, start, work);
    if (events.areWanted()) {
      events.tellCache(() -> success(operation, start).bytes(bytes.applyAsLong(done)).build());
    }
    return done;
  }

  <T> T call(CacheEvent.Operation operation, Callable<T> work) {
    long start = time.nanoTime();
    T done = run(operation, start, work);
    if (events.areWanted()) {
      events.tellCache(() -> success(operation, start).build());
    }
    return done;
  }

  private CacheEvent.Builder success(CacheEvent.Operation operation, long start) {
    return CacheEvent.builder(operation).duration(Duration.ofNanos(time.nanoTime() - start));
  }

  private <T> T run(CacheEvent.Operation operation, long start, Callable<T> work) {
    try {
      T done = await(work);
      if (outage.getAndSet(null) != null) {
        log().log(System.Logger.Level.INFO, "the token cache store answers again");
      }
      return done;
    } catch (CacheException e) {
      if (e.isTransient()) {
        begin(e);
      }
      events.tellCache(() -> success(operation, start).failure(e.reason().name()).build());
      throw e;
    }
  }

  private void begin(CacheException failure) {
    Outage before = outage.get();
    Duration pause = before == null ? SHORTEST_PAUSE : before.pause.multipliedBy(2);
    Duration bounded = pause.compareTo(LONGEST_PAUSE) > 0 ? LONGEST_PAUSE : pause;
    outage.set(new Outage(time.nanoTime() + bounded.toNanos(), bounded, failure));
    if (before == null) {
      log()
          .log(
              System.Logger.Level.WARNING,
              "the token cache store failed; tokens are kept in memory until it answers again",
              failure);
    }
  }

  // A caller who is interrupted waits all the same: what is saved may be the only copy of a refresh
  // token, and the limit is near.
  private <T> T await(Callable<T> work) {
    FutureTask<T> task = new FutureTask<>(work);
    boolean interrupted = false;
    try {
      executor.execute(task);
      Deadline deadline = Deadline.after(limit, TimeSource.system());
      while (true) {
        try {
          return task.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException e) {
          interrupted = true;
        }
      }
    } catch (TimeoutException e) {
      task.cancel(true);
      throw failure("did not answer in " + limit, e);
    } catch (RejectedExecutionException e) {
      throw failure("is not asked any more, since its client was closed", e);
    } catch (ExecutionException | CancellationException e) {
      Throwable cause = e.getCause();
      if (cause instanceof CacheException known) {
        throw known;
      }
      if (cause instanceof Error error) {
        throw error;
      }
      throw failure("failed in a way that its port does not allow", cause == null ? e : cause);
    } finally {
      if (interrupted) {
        Thread.currentThread().interrupt();
      }
    }
  }

  private static CacheException failure(String what, Throwable cause) {
    return new CacheException("the token cache store " + what, FailureDetails.none(), cause);
  }

  /** Tells of content that nobody can read. */
  void tellUnreadable(CacheException why) {
    events.tellCache(
        () -> CacheEvent.builder(CacheEvent.Operation.LOAD).failure(why.reason().name()).build());
    if (complainedOfContent.compareAndSet(false, true)) {
      log()
          .log(
              System.Logger.Level.WARNING,
              "the token cache store holds something that cannot be read; it is moved aside when the"
                  + " partition is written next, and people may have to sign in again",
              why);
    }
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static System.Logger log() {
    return System.getLogger(StoreCalls.class.getName());
  }
}
