package dev.latchkey.adapters.cache.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.core.HazelcastException;
import dev.latchkey.spi.cache.StoreKey;
import dev.latchkey.spi.cache.Version;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@DisplayName("Lives that are set again behind a save")
@Timeout(30)
class RenewalsTest {

  private static final StoreKey ONE = new StoreKey("one");
  private static final StoreKey TWO = new StoreKey("two");

  private final TimeSource time = TimeSource.system();
  private final ClusterCalls calls = new ClusterCalls(Duration.ofSeconds(10), time);
  private final BlockingQueue<String> done = new LinkedBlockingQueue<>();
  private final CountDownLatch gate = new CountDownLatch(1);

  @AfterEach
  void close() {
    gate.countDown();
    calls.close(() -> {});
  }

  @Test
  @DisplayName("are set once for saves that follow each other, and the last one counts")
  void lastOneCounts() throws InterruptedException {
    Renewals renewals = new Renewals(calls, time, this::waitAndTell);
    renewals.add(ONE, life(1));
    assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("one 1");
    renewals.add(TWO, life(2));
    renewals.add(TWO, life(3));
    renewals.add(TWO, life(4));
    gate.countDown();

    assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("two 4");
    calls.close(() -> {});
    assertThat(done).isEmpty();
  }

  private void waitAndTell(StoreKey partition, Renewals.Life life) {
    done.add(partition + " " + life.seconds());
    try {
      assertThat(gate.await(20, TimeUnit.SECONDS)).isTrue();
    } catch (InterruptedException e) {
      throw new HazelcastException(e);
    }
  }

  @Test
  @DisplayName("wait for nobody who saves, unless saves come faster than they are set")
  void savesAreSlowedDown() throws InterruptedException {
    Renewals renewals = new Renewals(calls, time, this::tellAndWaitForOne);
    renewals.add(ONE, life(1));
    assertThat(done.poll(10, TimeUnit.SECONDS)).isEqualTo("one 1");
    for (int i = 0; i < 256; i++) {
      renewals.add(new StoreKey("waiting-" + i), life(1));
    }
    assertThat(done).isEmpty();

    renewals.add(TWO, life(2));
    assertThat(done).containsExactly("two 2");
  }

  private void tellAndWaitForOne(StoreKey partition, Renewals.Life life) {
    if (partition.equals(ONE)) {
      waitAndTell(partition, life);
    } else {
      done.add(partition + " " + life.seconds());
    }
  }

  @Test
  @DisplayName("go on after a failure, with the next save")
  void goOnAfterFailure() throws InterruptedException {
    AtomicInteger failures = new AtomicInteger();
    Renewals renewals =
        new Renewals(
            calls,
            time,
            (partition, life) -> {
              if (failures.getAndIncrement() == 0) {
                throw new HazelcastException("no");
              }
              done.add(partition + " " + life.seconds());
            });
    renewals.add(ONE, life(1));

    long end = System.nanoTime() + Duration.ofSeconds(10).toNanos();
    String told = null;
    while (told == null && System.nanoTime() < end) {
      renewals.add(TWO, life(2));
      told = done.poll(20, TimeUnit.MILLISECONDS);
    }
    assertThat(told).isEqualTo("two 2");
    assertThat(done).doesNotContain("one 1");
  }

  private static Renewals.Life life(long seconds) {
    return new Renewals.Life(new Version("1"), seconds);
  }
}
