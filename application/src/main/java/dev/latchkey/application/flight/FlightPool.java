package dev.latchkey.application.flight;

import dev.latchkey.spi.time.TimeSource;
import java.util.concurrent.Executor;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.ThreadFactory;
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
    this.threads =
        new ThreadPoolExecutor(
            width,
            width,
            10,
            TimeUnit.SECONDS,
            new LinkedBlockingQueue<>(),
            new Daemons(name, classLoader));
    threads.allowCoreThreadTimeOut(true);
    this.lookout = new Lookout(threads.getQueue(), new Attention(TimeSource.system()));
  }

  @Override
  public void execute(Runnable task) {
    if (threads.isShutdown() || !lookout.hand(task)) {
      threads.execute(new Work(task));
    }
  }

  /** A task, and those that come while its thread is on the lookout. */
  private final class Work implements Runnable {
    private final Runnable first;

    Work(Runnable first) {
      this.first = first;
    }

    @Override
    public void run() {
      for (@Nullable Runnable task = first; task != null; task = lookout.watch()) {
        task.run();
        if (!threads.isShutdown()) {
          // What was meant for this task is not for the next; the pool does the same.
          Thread.interrupted();
        }
      }
    }
  }

  private static final class Daemons implements ThreadFactory {
    private final AtomicInteger number = new AtomicInteger();
    private final String name;
    private final ClassLoader classLoader;

    Daemons(String name, ClassLoader classLoader) {
      this.name = name;
      this.classLoader = classLoader;
    }

    @Override
    public Thread newThread(Runnable task) {
      Thread thread = new Thread(task, name + "-" + number.incrementAndGet());
      thread.setDaemon(true);
      thread.setContextClassLoader(classLoader);
      return thread;
    }
  }

  /** Refuses new work, and interrupts what is under way. */
  @Override
  public void close() {
    threads.shutdownNow();
  }
}
