package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import org.junit.jupiter.api.Test;

class SandboxClockTest {

  @Test
  void movesByHandOnly() {
    SandboxClock clock = SandboxClock.at(Instant.EPOCH);
    SandboxClock elsewhere = clock.withZone(ZoneId.of("Asia/Tokyo"));

    assertThat(clock.instant()).isEqualTo(Instant.EPOCH);
    assertThat(clock.advance(Duration.ofSeconds(5))).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(elsewhere.instant()).isEqualTo(Instant.ofEpochSecond(5));
    assertThat(elsewhere.getZone()).isEqualTo(ZoneId.of("Asia/Tokyo"));
    clock.set(Instant.ofEpochSecond(2));
    assertThat(clock.millis()).isEqualTo(2000);
  }
}
