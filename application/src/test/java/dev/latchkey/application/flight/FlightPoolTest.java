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
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.TimeUnit;
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
    // Such a pool starts a thread for each of the first tasks, unless one looks out for them.
    for (int task = 0; task < WIDTH; task++) {
      CompletableFuture.runAsync(() -> threads.add(Thread.currentThread()), pool)
          .get(20, TimeUnit.SECONDS);
    }
    assertThat(threads).hasSizeLessThan(WIDTH);
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
