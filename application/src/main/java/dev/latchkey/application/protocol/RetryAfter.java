package dev.latchkey.application.protocol;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** Reads Retry-After (RFC 9110, section 10.2.3): seconds, or a date in one of three forms. */
final class RetryAfter {

  private RetryAfter() {}

  static Optional<Duration> parse(String text, Instant now) {
    String trimmed = text.strip();
    if (trimmed.matches("[0-9]{1,9}")) {
      return Optional.of(Duration.ofSeconds(Long.parseLong(trimmed)));
    }
    return HttpDate.parse(trimmed, now)
        .map(
            date -> {
              Duration wait = Duration.between(now, date);
              return wait.isNegative() ? Duration.ZERO : wait;
            });
  }
}
