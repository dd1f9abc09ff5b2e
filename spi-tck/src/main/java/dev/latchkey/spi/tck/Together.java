package dev.latchkey.spi.tck;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** Threads that begin at the same moment. */
final class Together implements AutoCloseable {

  private static final long LONGEST_SECONDS = 50;

  private final ExecutorService threads =
      Executors.newCachedThreadPool(
          task -> {
            Thread thread = new Thread(task, "contract");
            thread.setDaemon(true);
            return thread;
          });

  /** Runs every task on a thread of its own and gives their results in order. */
  <T> List<T> run(List<Callable<T>> tasks) {
    CountDownLatch ready = new CountDownLatch(tasks.size());
    CountDownLatch start = new CountDownLatch(1);
    List<Future<T>> running = new ArrayList<>();
    for (Callable<T> task : tasks) {
      running.add(
          start(
              () -> {
                ready.countDown();
                start.await();
                return task.call();
              }));
    }
    try {
      ready.await();
    } catch (InterruptedException e) {
      throw interrupted(e);
    }
    start.countDown();
    return running.stream().map(Together::result).toList();
  }

  /** Begins one task. */
  <T> Future<T> start(Callable<T> task) {
    return threads.submit(task);
  }

  /** Waits for a task; what it threw is thrown as it was, so that a test can ask for its type. */
  static <T> T result(Future<T> task) {
    try {
      return task.get(LONGEST_SECONDS, TimeUnit.SECONDS);
    } catch (InterruptedException e) {
      throw interrupted(e);
    } catch (TimeoutException e) {
      throw new AssertionError("not done after " + LONGEST_SECONDS + " s", e);
    } catch (ExecutionException e) {
      if (e.getCause() instanceof RuntimeException thrown) {
        throw thrown;
      }
      if (e.getCause() instanceof Error thrown) {
        throw thrown;
      }
      throw new AssertionError("a thread failed", e.getCause());
    }
  }

  @Override
  public void close() {
    threads.shutdownNow();
  }

  private static AssertionError interrupted(InterruptedException e) {
    Thread.currentThread().interrupt();
    return new AssertionError("interrupted: the test took too long", e);
  }
}
