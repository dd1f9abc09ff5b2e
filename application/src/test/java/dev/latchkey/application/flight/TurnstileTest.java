package dev.latchkey.application.flight;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class TurnstileTest {

  private static Deadline in(Duration duration) {
    return Deadline.after(duration, TimeSource.system());
  }

  @Test
  void oneAtATimeForEachKey() throws Exception {
    Turnstile<String> turnstile = new Turnstile<>();
    AtomicInteger inside = new AtomicInteger();
    AtomicInteger most = new AtomicInteger();
    ExecutorService threads = Executors.newFixedThreadPool(8);
    List<Future<?>> all = new ArrayList<>();
    for (int i = 0; i < 400; i++) {
      all.add(
          threads.submit(
              () ->
                  turnstile.pass(
                      "key",
                      in(Duration.ofSeconds(20)),
                      () -> {
                        most.accumulateAndGet(inside.incrementAndGet(), Math::max);
                        return inside.decrementAndGet();
                      })));
    }
    for (Future<?> each : all) {
      each.get(20, TimeUnit.SECONDS);
    }
    threads.shutdownNow();
    assertThat(most).hasValue(1);
  }

  @Test
  void whoWaitsTooLongIsTold() throws Exception {
    Turnstile<String> turnstile = new Turnstile<>();
    CountDownLatch in = new CountDownLatch(1);
    CountDownLatch out = new CountDownLatch(1);
    ExecutorService threads = Executors.newFixedThreadPool(1);
    Future<?> first =
        threads.submit(
            () ->
                turnstile.pass(
                    "key",
                    in(Duration.ofSeconds(20)),
                    () -> {
                      in.countDown();
                      try {
                        return out.await(20, TimeUnit.SECONDS);
                      } catch (InterruptedException e) {
                        throw new IllegalStateException(e);
                      }
                    }));
    assertThat(in.await(20, TimeUnit.SECONDS)).isTrue();
    assertThatThrownBy(() -> turnstile.pass("key", in(Duration.ofMillis(50)), () -> "x"))
        .isInstanceOfSatisfying(
            TransportException.class,
            e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.TIMED_OUT));
    assertThat(turnstile.pass("other", in(Duration.ofMillis(50)), () -> "x")).isEqualTo("x");
    out.countDown();
    first.get(20, TimeUnit.SECONDS);
    threads.shutdownNow();
  }
}
