package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.time.Instant;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RetryAfterTest {

  private static final Instant NOW = Instant.parse("1994-11-06T08:48:37Z");

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "0 | 0",
        "120 | 120",
        "-1 | 0",
        "-99999999999999999999 | 0",
        "99999999999 | 3153600000",
        "99999999999999999999 | 3153600000",
        " 7 | 7",
        "Sun, 06 Nov 1994 08:49:37 GMT | 60",
        "Sunday, 06-Nov-94 08:49:37 GMT | 60",
        "Sun Nov  6 08:49:37 1994 | 60",
        "Sun, 06 Nov 1994 08:40:00 GMT | 0"
      })
  void readsSecondsAndDates(String text, long seconds) {
    assertThat(RetryAfter.parse(text, NOW)).contains(Duration.ofSeconds(seconds));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "-", "--1", "+1", "soon", "1.5", "٣", "0x10", "06 Nov", "1, 2"})
  void saysNothingOfTheRest(String text) {
    assertThat(RetryAfter.parse(text, NOW)).isEmpty();
  }

  @Test
  void aYearOfTwoDigitsIsAtMostFiftyYearsAhead() {
    Instant later = Instant.parse("2026-03-01T12:00:00Z");
    assertThat(RetryAfter.parse("Sunday, 06-Nov-94 08:49:37 GMT", later)).contains(Duration.ZERO);
    assertThat(RetryAfter.parse("Sunday, 01-Mar-26 12:01:00 GMT", later))
        .contains(Duration.ofMinutes(1));
    assertThat(RetryAfter.parse("Sunday, 01-Mar-76 12:00:00 GMT", later))
        .hasValueSatisfying(wait -> assertThat(wait).isGreaterThan(Duration.ofDays(18_000)));
  }
}
