package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class ManualTimeSourceTest {

  private static final Duration MINUTE = Duration.ofMinutes(1);

  private final ManualTimeSource time = new ManualTimeSource();
  private final Instant wall = time.instant();
  private final long nanos = time.nanoTime();

  @Test
  void rejectsTimeThatRunsBackwards() {
    assertThatThrownBy(() -> time.advance(MINUTE.negated()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> time.sleepMachine(MINUTE.negated()))
        .isInstanceOf(IllegalArgumentException.class);
    assertThat(time.instant()).isEqualTo(wall);
  }

  @Test
  void cancelledSleepMovesNothing() {
    Cancellation cancellation = Cancellation.create();
    cancellation.cancel();

    assertThatThrownBy(() -> time.sleep(MINUTE, cancellation))
        .isInstanceOf(CancelledException.class);
    assertThat(time.sleeps()).isEmpty();
    assertThat(time.instant()).isEqualTo(wall);
  }

  @Test
  void interruptedSleepMovesNothingAndKeepsTheFlag() {
    Thread.currentThread().interrupt();

    assertThatThrownBy(() -> time.sleep(MINUTE, Cancellation.none()))
        .isInstanceOf(CancelledException.class);
    assertThat(Thread.interrupted()).isTrue();
    assertThat(time.instant()).isEqualTo(wall);
  }

  @Test
  void beginsWith2030AndStandsStill() {
    assertThat(time.instant()).isEqualTo("2030-01-01T00:00:00Z").isEqualTo(wall);
    assertThat(time.millis()).isEqualTo(wall.toEpochMilli());
    assertThat(new ManualTimeSource(Instant.EPOCH).instant()).isEqualTo(Instant.EPOCH);
  }

  @Test
  void advanceMovesBothClocks() {
    time.advance(MINUTE);

    assertThat(time.instant()).isEqualTo(wall.plus(MINUTE));
    assertThat(time.nanoTime() - nanos).isEqualTo(MINUTE.toNanos());
  }

  @Test
  void wallClockMovesAloneInBothDirections() {
    time.moveWallClock(MINUTE.negated());

    assertThat(time.instant()).isEqualTo(wall.minus(MINUTE));
    assertThat(time.nanoTime()).isEqualTo(nanos);
  }

  @Test
  void sleepingMachineStopsTheMonotonicClock() {
    time.sleepMachine(MINUTE);

    assertThat(time.instant()).isEqualTo(wall.plus(MINUTE));
    assertThat(time.nanoTime()).isEqualTo(nanos);
  }

  @Test
  void sleepMovesBothClocksAndIsRecorded() {
    time.sleep(MINUTE, Cancellation.none());
    time.sleep(Duration.ZERO, Cancellation.none());
    time.sleep(Duration.ofSeconds(1), Cancellation.none());

    assertThat(time.sleeps()).containsExactly(MINUTE, Duration.ofSeconds(1));
    assertThat(time.instant()).isEqualTo(wall.plusSeconds(61));
    assertThat(time.nanoTime() - nanos).isEqualTo(Duration.ofSeconds(61).toNanos());
  }

  @Test
  void deadlineHoldsWhereTheMonotonicClockRunsOver() {
    Deadline deadline = Deadline.after(MINUTE, time);
    time.advance(Duration.ofSeconds(59));

    assertThat(time.nanoTime()).isNegative();
    assertThat(deadline.remaining()).isEqualTo(Duration.ofSeconds(1));
    time.advance(Duration.ofSeconds(1));
    assertThat(deadline.hasPassed()).isTrue();
  }
}
