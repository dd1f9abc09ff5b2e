package dev.latchkey.application.flight;

import java.util.Collection;
import java.util.concurrent.atomic.AtomicReference;
import org.jspecify.annotations.Nullable;

/**
 * Where one of the threads of a pool that have nothing to do looks out for a moment, to be given
 * the next task without being woken. Safe for concurrent use.
 */
final class Lookout {

  private static final Runnable WATCHED =
      new Runnable() {
        @Override
        public void run() {}
      };

  private final Collection<Runnable> queue;
  private final Attention attention;

  // Null, or WATCHED while a thread watches, or the task that it was given.
  private final AtomicReference<@Nullable Runnable> post = new AtomicReference<>();

  /**
   * Makes a place to look out from.
   *
   * @param queue tasks that were not given to anybody, which come first
   * @param attention how long a thread looks out
   */
  Lookout(Collection<Runnable> queue, Attention attention) {
    this.queue = queue;
    this.attention = attention;
  }

  /** {@return whether a thread was watching, and has the task now} */
  boolean hand(Runnable task) {
    return post.compareAndSet(WATCHED, task);
  }

  /** {@return what the calling thread was given, or null if that was nothing} */
  @Nullable Runnable watch() {
    if (!post.compareAndSet(null, WATCHED)) {
      return null;
    }
    long began = attention.begin();
    while (post.get() == WATCHED && queue.isEmpty() && attention.lasts(began)) {
      // Looks again.
    }
    // Whoever comes between the last look and this has handed over a task, and relies on it.
    return post.compareAndSet(WATCHED, null) ? null : post.getAndSet(null);
  }
}
