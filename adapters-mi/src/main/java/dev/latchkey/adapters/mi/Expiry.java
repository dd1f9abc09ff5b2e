package dev.latchkey.adapters.mi;

import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.time.OffsetDateTime;
import java.util.Optional;
import java.util.regex.Pattern;

/** When a token ends: seconds from now, seconds since 1970, or a date of ISO 8601. */
final class Expiry {

  private static final Pattern SECONDS = Pattern.compile("-?\\d{1,12}(\\.0+)?");
  private static final Duration LONGEST = Duration.ofDays(36_500);

  private Expiry() {}

  /**
   * {@return how long the token lives from now; empty if the answer does not say, or not legibly}
   */
  static Optional<Duration> life(Answer answer, Instant now) {
    return answer
        .text("expires_in")
        .flatMap(Expiry::seconds)
        .map(Duration::ofSeconds)
        .or(() -> answer.text("expires_on").flatMap(Expiry::time).map(it -> until(it, now)))
        .map(Expiry::bounded);
  }

  static Optional<Duration> refresh(Answer answer) {
    return answer
        .text("refresh_in")
        .flatMap(Expiry::seconds)
        .filter(it -> it > 0)
        .map(Duration::ofSeconds)
        .map(Expiry::bounded);
  }

  private static Duration until(Instant end, Instant now) {
    return Duration.between(Instant.ofEpochSecond(now.getEpochSecond()), end);
  }

  private static Duration bounded(Duration life) {
    if (life.isNegative()) {
      return Duration.ZERO;
    }
    return life.compareTo(LONGEST) > 0 ? LONGEST : life;
  }

  private static Optional<Long> seconds(String text) {
    String bare = text.strip();
    if (!SECONDS.matcher(bare).matches()) {
      return Optional.empty();
    }
    int point = bare.indexOf('.');
    return Optional.of(Long.valueOf(point < 0 ? bare : bare.substring(0, point)));
  }

  private static Optional<Instant> time(String text) {
    return seconds(text).map(Instant::ofEpochSecond).or(() -> date(text.strip()));
  }

  private static Optional<Instant> date(String text) {
    try {
      return Optional.of(OffsetDateTime.parse(text).toInstant());
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
