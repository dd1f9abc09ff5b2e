package dev.latchkey.application.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class GateTest {

  private final Gate gate = new Gate();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private final CountDownLatch inside = new CountDownLatch(1);
  private final CountDownLatch released = new CountDownLatch(1);

  @AfterEach
  void close() {
    released.countDown();
    threads.shutdownNow();
  }

  private Future<String> holder() throws InterruptedException {
    Future<String> holder =
        threads.submit(
            () ->
                gate.pass(
                    Cancellation.none(),
                    () -> {
                      inside.countDown();
                      await(released);
                      return "first";
                    }));
    assertThat(inside.await(20, TimeUnit.SECONDS)).isTrue();
    return holder;
  }

  private static void await(CountDownLatch latch) {
    try {
      if (!latch.await(20, TimeUnit.SECONDS)) {
        throw new AssertionError("nobody came");
      }
    } catch (InterruptedException e) {
      throw new AssertionError(e);
    }
  }

  @Test
  void onlyOneIsInside() throws Exception {
    AtomicInteger present = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    List<Future<Integer>> calls = new ArrayList<>();
    for (int i = 0; i < 50; i++) {
      calls.add(
          threads.submit(
              () ->
                  gate.pass(
                      Cancellation.create(),
                      () -> {
                        most.accumulateAndGet(present.incrementAndGet(), Math::max);
                        return present.decrementAndGet();
                      })));
    }
    for (Future<Integer> call : calls) {
      assertThat(call.get(20, TimeUnit.SECONDS)).isZero();
    }
    assertThat(most).hasValue(1);
  }

  @Test
  void whoWaitsCanGiveUpAndTheNextComesThrough() throws Exception {
    Future<String> holder = holder();
    Cancellation giveUp = Cancellation.create();
    Future<String> impatient = threads.submit(() -> gate.pass(giveUp, () -> "second"));
    Future<String> patient = threads.submit(() -> gate.pass(Cancellation.create(), () -> "third"));

    giveUp.cancel();
    assertThatExceptionOfType(ExecutionException.class)
        .isThrownBy(() -> impatient.get(20, TimeUnit.SECONDS))
        .withCauseInstanceOf(CancelledException.class);
    assertThat(holder).isNotDone();
    released.countDown();
    assertThat(holder.get(20, TimeUnit.SECONDS)).isEqualTo("first");
    assertThat(patient.get(20, TimeUnit.SECONDS)).isEqualTo("third");
  }

  @Test
  void whatFailsInsideOpensTheGateAgain() {
    assertThatExceptionOfType(IllegalStateException.class)
        .isThrownBy(
            () ->
                gate.pass(
                    Cancellation.none(),
                    () -> {
                      throw new IllegalStateException("no");
                    }));
    assertThat(gate.<String>pass(Cancellation.none(), () -> "next")).isEqualTo("next");
  }
}
