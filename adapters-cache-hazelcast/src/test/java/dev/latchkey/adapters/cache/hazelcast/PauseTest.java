package dev.latchkey.adapters.cache.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.tck.ManualTimeSource;
import java.time.Duration;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("The pause after a failure")
class PauseTest {

  private static final Duration TRIAL = Duration.ofSeconds(2);

  private final ManualTimeSource time = new ManualTimeSource();
  private final Pause pause = new Pause(time, TRIAL);

  @Test
  @DisplayName("is none before the first failure and after a success")
  void isNoneWithoutFailure() {
    assertThat(pause.letsThrough()).isTrue();
    pause.failed();
    assertThat(pause.letsThrough()).isFalse();
    pause.succeeded();
    assertThat(pause.letsThrough()).isTrue();
    assertThat(pause.letsThrough()).isTrue();
  }

  @Test
  @DisplayName("is doubled from 250 ms up to 10 s")
  void isDoubled() {
    for (long millis : new long[] {250, 500, 1_000, 2_000, 4_000, 8_000, 10_000, 10_000}) {
      pause.failed();
      time.advance(Duration.ofMillis(millis).minusNanos(1));
      assertThat(pause.letsThrough()).as("before %d ms", millis).isFalse();
      time.advance(Duration.ofNanos(1));
      assertThat(pause.letsThrough()).as("after %d ms", millis).isTrue();
    }
  }

  @Test
  @DisplayName("lets one call try when it is over, and another if nothing came of that one")
  void letsOneTry() {
    pause.failed();
    time.advance(Duration.ofMillis(250));

    assertThat(pause.letsThrough()).isTrue();
    assertThat(pause.letsThrough()).isFalse();
    time.advance(TRIAL);
    assertThat(pause.letsThrough()).isTrue();
    assertThat(pause.letsThrough()).isFalse();
  }
}
