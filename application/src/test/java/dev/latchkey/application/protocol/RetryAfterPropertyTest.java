package dev.latchkey.application.protocol;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;

/** Whatever a server puts into Retry-After and Date. N-06 and L-10: up to the year 2100. */
class RetryAfterPropertyTest {

  private static final long YEAR_2000 = 946_684_800L;
  private static final long YEAR_2100 = 4_102_444_800L;
  private static final DateTimeFormatter RFC_850 =
      DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.US);
  private static final DateTimeFormatter ASCTIME =
      DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.US);

  @Property
  void eachFormOfADateIsTheSameMoment(
      @ForAll @LongRange(min = YEAR_2000, max = YEAR_2100) long now,
      @ForAll @LongRange(min = -86_400, max = 86_400) long away) {
    Instant present = Instant.ofEpochSecond(now);
    Instant date = present.plusSeconds(away);
    ZonedDateTime there = date.atZone(ZoneOffset.UTC);
    for (DateTimeFormatter form : List.of(DateTimeFormatter.RFC_1123_DATE_TIME, RFC_850, ASCTIME)) {
      assertThat(HttpDate.parse(form.format(there), present)).as(form.toString()).contains(date);
      assertThat(RetryAfter.parse(form.format(there), present))
          .contains(Duration.ofSeconds(Math.max(0, away)));
    }
  }

  @Property
  void dateOfTheAnswerTakesTheOtherClockOut(
      @ForAll @LongRange(min = YEAR_2000, max = YEAR_2100) long now,
      @ForAll @LongRange(min = -864_000, max = 864_000) long skew,
      @ForAll @LongRange(min = 0, max = 86_400) long wait) {
    Instant here = Instant.ofEpochSecond(now);
    ZonedDateTime there = here.plusSeconds(skew).atZone(ZoneOffset.UTC);
    HttpHeaders headers =
        HttpHeaders.none()
            .with("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(there))
            .with(
                "Retry-After",
                DateTimeFormatter.RFC_1123_DATE_TIME.format(there.plusSeconds(wait)));
    assertThat(RetryAfter.of(headers, here)).contains(Duration.ofSeconds(wait));
  }

  @Property
  void anyTextIsReadOrIgnored(@ForAll String text, @ForAll String other) {
    Instant now = Instant.ofEpochSecond(YEAR_2000);
    assertThat(RetryAfter.parse(text, now).orElse(Duration.ZERO))
        .isGreaterThanOrEqualTo(Duration.ZERO);
    assertThat(HttpDate.parse(text, now)).isNotNull();
    String clean = text.replaceAll("\\p{Cntrl}", "");
    String cleanOther = other.replaceAll("\\p{Cntrl}", "");
    HttpHeaders both = HttpHeaders.of(Map.of("retry-after", List.of(clean, cleanOther, "7")));
    assertThat(RetryAfter.of(both, now).orElseThrow())
        .isGreaterThanOrEqualTo(Duration.ofSeconds(7));
  }

  @Property
  void secondsAreSecondsUpToACentury(@ForAll @LongRange(min = 0) long seconds) {
    assertThat(RetryAfter.parse(Long.toString(seconds), Instant.EPOCH))
        .contains(Duration.ofSeconds(Math.min(seconds, Duration.ofDays(36_500).toSeconds())));
  }
}
