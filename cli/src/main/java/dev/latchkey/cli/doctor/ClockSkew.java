package dev.latchkey.cli.doctor;

import dev.latchkey.spi.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.Optional;

/** Judges our clock by the date in an answer. */
final class ClockSkew {

  // Servers commonly allow assertions and tokens five minutes either way.
  private static final Duration TOO_MUCH = Duration.ofMinutes(5);
  private static final Duration NOTICEABLE = Duration.ofMinutes(1);
  private static final String SUBJECT = "clock";

  private ClockSkew() {}

  static Finding of(HttpResponse answer, Instant ours) {
    return answer
        .headers()
        .first("date")
        .flatMap(ClockSkew::parsed)
        .map(theirs -> judged(Duration.between(theirs, ours)))
        .orElseGet(() -> Finding.warn(SUBJECT, "the authority does not tell its time"));
  }

  private static Optional<Instant> parsed(String date) {
    try {
      return Optional.of(
          ZonedDateTime.parse(date, DateTimeFormatter.RFC_1123_DATE_TIME).toInstant());
    } catch (DateTimeParseException e) {
      return Optional.empty();
    }
  }

  private static Finding judged(Duration ahead) {
    Duration skew = ahead.abs();
    String words =
        skew.toSeconds() + " s " + (ahead.isNegative() ? "behind" : "ahead of") + " the authority";
    if (skew.compareTo(TOO_MUCH) >= 0) {
      return Finding.fail(SUBJECT, words + "; tokens will be refused, set the clock");
    }
    return skew.compareTo(NOTICEABLE) >= 0
        ? Finding.warn(SUBJECT, words + "; set the clock")
        : Finding.ok(SUBJECT, words);
  }
}
