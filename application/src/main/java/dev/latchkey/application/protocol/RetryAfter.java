package dev.latchkey.application.protocol;

import dev.latchkey.spi.http.HttpHeaders;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Optional;
import java.util.regex.Pattern;

/** Reads Retry-After (RFC 9110, section 10.2.3): seconds, or a date in one of three forms. */
final class RetryAfter {

  static final String NAME = "retry-after";

  private static final Pattern SECONDS = Pattern.compile("-?[0-9]+");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private RetryAfter() {}

  /**
   * Reads the field of an answer. Of several values that can be read the longest holds. Dates are
   * measured from the date of the answer, if it has one: clocks that disagree make no difference.
   *
   * @param headers of the answer
   * @param now the present
   * @return the wait, zero for times past; empty if none is named that can be read
   */
  static Optional<Duration> of(HttpHeaders headers, Instant now) {
    if (headers.all(NAME).isEmpty()) {
      return Optional.empty();
    }
    Instant there =
        headers.first("date").flatMap(date -> HttpDate.parse(date.strip(), now)).orElse(now);
    return headers.all(NAME).stream()
        .flatMap(text -> parse(text, there).stream())
        .max(Comparator.naturalOrder());
  }

  static Optional<Duration> parse(String text, Instant now) {
    String trimmed = text.strip();
    if (SECONDS.matcher(trimmed).matches()) {
      return Optional.of(seconds(trimmed));
    }
    return HttpDate.parse(trimmed, now).map(date -> notBelowZero(Duration.between(now, date)));
  }

  private static Duration seconds(String digits) {
    if (digits.startsWith("-")) {
      return Duration.ZERO;
    }
    // Longer ones say the same: more than anybody waits.
    Duration said = digits.length() > 12 ? LONGEST : Duration.ofSeconds(Long.parseLong(digits));
    return said.compareTo(LONGEST) > 0 ? LONGEST : said;
  }

  private static Duration notBelowZero(Duration wait) {
    return wait.isNegative() ? Duration.ZERO : wait;
  }
}
