package dev.latchkey.application.flight;

import dev.latchkey.spi.time.TimeSource;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * The threads that a client sends on: daemons, as many as it has connections, started when there is
 * something to send and gone ten seconds after. Who went to sleep last is woken first, since what
 * it works with is still in the processor's own memory.
 */
public final class FlightPool implements Executor, AutoCloseable {

  private final int width;

  // Takes no task that nobody waits for, and prefers who began to wait last.
  private final ThreadPoolExecutor threads;
  private final Queue<Runnable> queue = new ConcurrentLinkedQueue<>();
  private final AtomicInteger busy = new AtomicInteger();
  private final Lookout lookout = new Lookout(queue, new Attention(TimeSource.system()));

  /**
   * Makes a pool; no thread is started yet.
   *
   * @param name what its threads are called
   * @param width the most tasks at a time
   * @param classLoader what its threads find classes by
   */
  public FlightPool(String name, int width, ClassLoader classLoader) {
    this.width = width;
    this.threads =
        new ThreadPoolExecutor(
            0,
            Integer.MAX_VALUE,
            10,
            TimeUnit.SECONDS,
            new SynchronousQueue<>(),
            new Daemons(name, classLoader));
  }

  @Override
  public void execute(Runnable task) {
    if (!threads.isShutdown() && lookout.hand(task)) {
      return;
    }
    if (hasRoom()) {
      start(task);
      return;
    }
    queue.add(task);
    if (threads.isShutdown() && queue.remove(task)) {
      throw new RejectedExecutionException("the pool is closed");
    }
    drain();
  }

  private boolean hasRoom() {
    int now = busy.get();
    while (now < width) {
      int seen = busy.compareAndExchange(now, now + 1);
      if (seen == now) {
        return true;
      }
      now = seen;
    }
    return false;
  }

  private void start(Runnable task) {
    boolean isStarted = false;
    try {
      threads.execute(new Work(task));
      isStarted = true;
    } finally {
      if (!isStarted) {
        busy.decrementAndGet();
      }
    }
  }

  // Whoever makes room looks after that, and whoever queues, too: one of both sees the other.
  private void drain() {
    while (!threads.isShutdown() && !queue.isEmpty() && hasRoom()) {
      Runnable task = queued();
      if (task != null) {
        start(task);
      } else {
        busy.decrementAndGet();
      }
    }
  }

  private @Nullable Runnable queued() {
    return threads.isShutdown() ? null : queue.poll();
  }

  /** A task, those that queue, and those that come while its thread is on the lookout. */
  private final class Work implements Runnable {
    private final Runnable first;

    Work(Runnable first) {
      this.first = first;
    }

    @Override
    public void run() {
      try {
        for (@Nullable Runnable task = first; task != null; task = next()) {
          task.run();
          if (!threads.isShutdown()) {
            // What was meant for this task is not for the next; the pool does the same.
            Thread.interrupted();
          }
        }
      } finally {
        busy.decrementAndGet();
        drain();
      }
    }

    private @Nullable Runnable next() {
      Runnable task = queued();
      if (task == null) {
        task = lookout.watch();
      }
      return task == null ? queued() : task;
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
    queue.clear();
  }
}
