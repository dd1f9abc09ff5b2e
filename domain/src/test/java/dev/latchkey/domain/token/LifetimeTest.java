package dev.latchkey.domain.token;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class LifetimeTest {

  private static final long T0 = Instant.parse("2030-01-01T00:00:00Z").toEpochMilli();
  private static final Moment RECEIVED = new Moment(T0, 7);

  private static Moment later(long wallSeconds, long monotonicSeconds) {
    return new Moment(T0 + wallSeconds * 1000, 7 + monotonicSeconds * 1_000_000_000L);
  }

  @ParameterizedTest(name = "a token of {0} s is {2} after {1} s")
  @CsvSource({
    "3600, 0, FRESH",
    "3600, 1799, FRESH",
    "3600, 1800, STALE",
    "3600, 3299, STALE",
    "3600, 3300, EXPIRED",
    "3600, 9999, EXPIRED",
    "600, 299, FRESH",
    "600, 300, EXPIRED",
    "300, 149, FRESH",
    "300, 150, EXPIRED",
    "10, 4, FRESH",
    "10, 5, EXPIRED",
    "0, 0, EXPIRED"
  })
  void freshnessByAge(long life, long age, Freshness expected) {
    Lifetime lifetime = Lifetime.of(RECEIVED, Duration.ofSeconds(life));
    if (life == 3600) {
      lifetime = lifetime.refreshedIn(Duration.ofMinutes(30), Duration.ZERO);
    }
    assertThat(lifetime.freshnessAt(later(age, age))).isEqualTo(expected);
  }

  @Test
  void aClockSetBackDoesNotProlongALife() {
    Lifetime hour = Lifetime.of(RECEIVED, Duration.ofHours(1));
    assertThat(hour.freshnessAt(later(-1800, 3300))).isEqualTo(Freshness.EXPIRED);
    assertThat(hour.freshnessAt(later(-315_360_000L, 3299))).isEqualTo(Freshness.FRESH);
  }

  @Test
  void aMachineThatSleptDoesNotProlongALife() {
    Lifetime hour = Lifetime.of(RECEIVED, Duration.ofHours(1));
    assertThat(hour.freshnessAt(later(7200, 1))).isEqualTo(Freshness.EXPIRED);
  }

  @Test
  void jitterMovesTheRefreshOfThisProcessAndNotWhatTheServerSaid() {
    Lifetime lifetime =
        Lifetime.of(RECEIVED, Duration.ofHours(1))
            .refreshedIn(Duration.ofMinutes(30), Duration.ofMinutes(2));
    assertThat(lifetime.freshnessAt(later(1919, 1919))).isEqualTo(Freshness.FRESH);
    assertThat(lifetime.freshnessAt(later(1920, 1920))).isEqualTo(Freshness.STALE);
    assertThat(lifetime.refreshAt()).contains(Instant.parse("2030-01-01T00:30:00Z"));
    assertThat(lifetime.expiresAt()).isEqualTo(Instant.parse("2030-01-01T01:00:00Z"));
  }

  @Test
  void yearsBeyondTwoThousandThirtyEight() {
    Moment in2100 = new Moment(Instant.parse("2100-02-28T23:59:59Z").toEpochMilli(), 0);
    Lifetime lifetime = Lifetime.of(in2100, Duration.ofHours(24));
    assertThat(lifetime.expiresAt()).isEqualTo(Instant.parse("2100-03-01T23:59:59Z"));
    assertThat(lifetime.freshnessAt(in2100)).isEqualTo(Freshness.FRESH);
  }

  @Test
  void refusesImpossibleTimes() {
    assertThatThrownBy(() -> Lifetime.of(RECEIVED, Duration.ofSeconds(-1)))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("expires in");
    assertThatThrownBy(
            () ->
                Lifetime.of(RECEIVED, Duration.ofSeconds(1))
                    .refreshedIn(Duration.ofDays(40_001), Duration.ZERO))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("refresh in");
  }

  @Property
  void neverServedWithinTheMarginWhateverTheWallClockSays(
      @ForAll @LongRange(min = 600, max = 1_000_000) long life,
      @ForAll @LongRange(min = -100_000_000, max = 100_000_000) long wall) {
    Lifetime lifetime = Lifetime.of(RECEIVED, Duration.ofSeconds(life));
    assertThat(lifetime.freshnessAt(later(wall, life - 300))).isEqualTo(Freshness.EXPIRED);
  }

  @Test
  void aSecondEndServesInAnOutageAloneAndKeepsTheTokenTillThen() {
    Moment received = new Moment(0, 0);
    Lifetime lifetime =
        Lifetime.of(received, Duration.ofHours(1))
            .extendedTo(Duration.ofHours(3))
            .refreshedIn(Duration.ofMinutes(30), Duration.ZERO);
    Moment between = new Moment(Duration.ofHours(2).toMillis(), 0);
    assertThat(lifetime.freshnessAt(between)).isEqualTo(Freshness.EXPIRED);
    assertThat(lifetime.isUsableInOutageAt(between)).isTrue();
    assertThat(lifetime.isSpentAt(between)).isFalse();
    Moment after = new Moment(Duration.ofHours(3).toMillis(), 0);
    assertThat(lifetime.isUsableInOutageAt(after)).isFalse();
    assertThat(lifetime.isSpentAt(after)).isTrue();
    assertThat(Lifetime.of(received, Duration.ofHours(1)).isSpentAt(between)).isTrue();
  }
}
