package dev.latchkey.application.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.CyclicBarrier;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class FlightPoolTest {

  private static final int WIDTH = 500;

  private final FlightPool pool = new FlightPool("test-pool", WIDTH, getClass().getClassLoader());

  @AfterEach
  void close() {
    pool.close();
  }

  @Test
  void whoHasJustFinishedTakesTheNextTask() throws Exception {
    assumeThat(Runtime.getRuntime().availableProcessors()).isGreaterThan(1);
    Set<Thread> threads = ConcurrentHashMap.newKeySet();
    for (int task = 0; task < WIDTH; task++) {
      CompletableFuture.runAsync(() -> threads.add(Thread.currentThread()), pool)
          .get(20, TimeUnit.SECONDS);
    }
    // More than one only where a thread had not yet begun to wait again.
    assertThat(threads).hasSizeLessThan(WIDTH / 10);
  }

  @Test
  void noMoreTasksAreUnderWayThanItIsWide() throws Exception {
    int width = 3;
    FlightPool narrow = new FlightPool("test-narrow", width, getClass().getClassLoader());
    try {
      AtomicInteger underWay = new AtomicInteger();
      AtomicInteger most = new AtomicInteger();
      CyclicBarrier together = new CyclicBarrier(width);
      List<CompletableFuture<Void>> tasks = new ArrayList<>();
      for (int task = 0; task < 100 * width; task++) {
        tasks.add(
            CompletableFuture.runAsync(
                () -> {
                  most.accumulateAndGet(underWay.incrementAndGet(), Math::max);
                  try {
                    together.await(20, TimeUnit.SECONDS);
                  } catch (Exception e) {
                    throw new IllegalStateException(e);
                  } finally {
                    underWay.decrementAndGet();
                  }
                },
                narrow));
      }
      for (CompletableFuture<Void> task : tasks) {
        task.get(20, TimeUnit.SECONDS);
      }
      assertThat(most).hasValue(width);
    } finally {
      narrow.close();
    }
  }

  @Test
  void whatThrowsTakesNobodysPlace() throws Exception {
    FlightPool narrow = new FlightPool("test-narrow", 1, getClass().getClassLoader());
    try {
      for (int task = 0; task < 10; task++) {
        narrow.execute(
            () -> {
              Thread.currentThread().setUncaughtExceptionHandler((thread, e) -> {});
              throw new IllegalStateException("on purpose");
            });
      }
      CompletableFuture.runAsync(() -> {}, narrow).get(20, TimeUnit.SECONDS);
    } finally {
      narrow.close();
    }
  }

  @Test
  void whatIsQueuedIsNotDoneAfterTheEnd() throws Exception {
    FlightPool narrow = new FlightPool("test-narrow", 1, getClass().getClassLoader());
    CountDownLatch begun = new CountDownLatch(1);
    CompletableFuture<Void> ended = new CompletableFuture<>();
    AtomicInteger done = new AtomicInteger();
    narrow.execute(
        () -> {
          begun.countDown();
          try {
            new CountDownLatch(1).await();
          } catch (InterruptedException e) {
            ended.complete(null);
          }
        });
    assertThat(begun.await(20, TimeUnit.SECONDS)).isTrue();
    narrow.execute(done::incrementAndGet);
    narrow.close();
    ended.get(20, TimeUnit.SECONDS);
    assertThat(done).hasValue(0);
  }

  @Test
  void everyTaskIsDoneOnceHoweverTasksAndThreadsMeet() throws Exception {
    int tasks = 20_000;
    CountDownLatch done = new CountDownLatch(4 * tasks);
    FlightPool narrow = new FlightPool("test-narrow", 2, getClass().getClassLoader());
    try {
      List<CompletableFuture<Void>> givers = new ArrayList<>();
      for (int giver = 0; giver < 4; giver++) {
        givers.add(
            CompletableFuture.runAsync(
                () -> {
                  for (int task = 0; task < tasks; task++) {
                    narrow.execute(done::countDown);
                    for (int pause = task % 97; pause > 0; pause--) {
                      Thread.onSpinWait();
                    }
                  }
                },
                pool));
      }
      for (CompletableFuture<Void> giver : givers) {
        giver.get(20, TimeUnit.SECONDS);
      }
      assertThat(done.await(20, TimeUnit.SECONDS)).isTrue();
      assertThat(done.getCount()).isZero();
    } finally {
      narrow.close();
    }
  }

  @Test
  void nothingIsTakenAfterTheEndEvenIfAThreadLooksOutForIt() throws Exception {
    CompletableFuture.runAsync(() -> {}, pool).get(20, TimeUnit.SECONDS);
    pool.close();
    assertThatThrownBy(() -> pool.execute(() -> {})).isInstanceOf(RejectedExecutionException.class);
  }
}
