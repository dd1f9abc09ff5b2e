package dev.latchkey.application.flight;

import dev.latchkey.spi.time.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a client sends on: daemons, as many as it has connections, started when there is
 * something to send and gone ten seconds after.
 */
public final class FlightPool implements Executor, AutoCloseable {

  private final ThreadPoolExecutor threads;
  private final Lookout lookout;

  /**
   * Makes a pool; no thread is started yet.
   *
   * @param name what its threads are called
   * @param width the most threads
   * @param classLoader what its threads find classes by
   */
  public FlightPool(String name, int width, ClassLoader classLoader) {
    AtomicInteger number = new AtomicInteger();
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            task -> {
              Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
              thread.setDaemon(true);
              thread.setContextClassLoader(classLoader);
              return thread;
            });
    threads.allowCoreThreadTimeOut(true);
    this.lookout = new Lookout(threads.getQueue(), new Attention(TimeSource.system()));
  }

  @Override
  public void execute(Runnable task) {
    if (threads.isShutdown() || !lookout.hand(task)) {
      threads.execute(() -> work(task));
    }
  }

  private void work(Runnable first) {
    for (@Nullable Runnable task = first; task != null; task = lookout.watch()) {
      task.run();
      if (!threads.isShutdown()) {
        // What was meant for this task is not for the next; the pool does the same.
        Thread.interrupted();
      }
    }
  }

  /** Refuses new work, and interrupts what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
