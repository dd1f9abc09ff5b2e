package dev.latchkey.adapters.cache.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Threads that look out for each other")
@Timeout(60)
class LookoutTest {

  private final TimeSource time = TimeSource.system();
  private final Lookout lookout = new Lookout(time);

  @Test
  @DisplayName("have nothing handed over to them while nobody watches")
  void nobodyWatches() {
    assertThat(lookout.hand(() -> {})).isFalse();
    assertThat(lookout.watch()).isNull();
    assertThat(lookout.hand(() -> {})).isFalse();
  }

  @Test
  @DisplayName("go to sleep when what they wait for does not come")
  void watchEnds() {
    lookout.watch(new CompletableFuture<>());

    assertThat(lookout.watch()).isNull();
  }

  @Test
  @DisplayName("run each call once, and give each caller the answer to his own")
  void manyCallers() {
    AtomicInteger runs = new AtomicInteger();
    ClusterCalls calls = new ClusterCalls(Duration.ofSeconds(20), time);
    try {
      IntStream.range(0, 10_000)
          .parallel()
          .forEach(
              i -> {
                int answer =
                    calls.ask(
                        () -> {
                          runs.incrementAndGet();
                          return i;
                        });
                assertThat(answer).isEqualTo(i);
              });
    } finally {
      calls.close(() -> {});
    }
    assertThat(runs).hasValue(10_000);
  }

  @Test
  @DisplayName("leave no interruption of one call to the next")
  void interruptionsEnd() {
    ClusterCalls calls = new ClusterCalls(Duration.ofSeconds(20), time);
    try {
      for (int i = 0; i < 100; i++) {
        boolean interrupted =
            calls.ask(
                () -> {
                  boolean before = Thread.currentThread().isInterrupted();
                  Thread.currentThread().interrupt();
                  return before;
                });
        assertThat(interrupted).isFalse();
      }
    } finally {
      calls.close(() -> {});
    }
  }
}
