package dev.latchkey.adapters.cache.hazelcast;

import dev.latchkey.spi.time.TimeSource;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where threads look out for each other for a moment before they sleep: to be woken takes longer
 * than a call to a member in the same process. One of the threads that have nothing to do looks out
 * for the next call, and who made a call for its end. They make way for every other thread that has
 * something to do; with one processor there is no such moment. Safe for concurrent use.
 */
final class Lookout {

  private static final long MOMENT = 50_000; // nanoseconds; to sleep and be woken takes 10,000

  private static final Runnable WATCHED =
      new Runnable() {
        @Override
        public void run() {}
      };

  private final TimeSource time;
  private final boolean possible = Runtime.getRuntime().availableProcessors() > 1;

  // Null, or WATCHED while a thread watches, or the call that it was given.
  private final AtomicReference<@Nullable Runnable> post = new AtomicReference<>();

  Lookout(TimeSource time) {
    this.time = time;
  }

  /** {@return whether a thread was watching, and has the call now} */
  boolean hand(Runnable call) {
    return post.compareAndSet(WATCHED, call);
  }

  /** {@return what the calling thread was given, or null if that was nothing} */
  @Nullable Runnable watch() {
    if (!possible || !post.compareAndSet(null, WATCHED)) {
      return null;
    }
    long began = time.nanoTime();
    while (post.get() == WATCHED && lasts(began)) {
      // Looks again.
    }
    // Whoever comes between the last look and this has handed over a call, and relies on it.
    return post.compareAndSet(WATCHED, null) ? null : post.getAndSet(null);
  }

  /** Looks out for the end of a call, which may come later. */
  void watch(Future<?> call) {
    long began = time.nanoTime();
    while (possible && !call.isDone() && lasts(began)) {
      // Looks again.
    }
  }

  @SuppressWarnings("ThreadPriorityCheck") // who waits here must not keep the one who works waiting
  private boolean lasts(long began) {
    Thread.yield();
    return time.nanoTime() - began < MOMENT;
  }
}
