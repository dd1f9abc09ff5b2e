package dev.latchkey.application.protocol;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Reads dates of header fields in any of their three forms (RFC 9110, section 5.6.7). */
final class HttpDate {

  private static final List<DateTimeFormatter> FORMS =
      List.of(
          DateTimeFormatter.RFC_1123_DATE_TIME,
          DateTimeFormatter.ofPattern("EEEE, dd-MMM-yy HH:mm:ss 'GMT'", Locale.ROOT)
              .withZone(ZoneOffset.UTC),
          DateTimeFormatter.ofPattern("EEE MMM ppd HH:mm:ss yyyy", Locale.ROOT)
              .withZone(ZoneOffset.UTC));

  private HttpDate() {}

  static Optional<Instant> parse(String text) {
    return FORMS.stream().flatMap(form -> date(form, text).stream()).findFirst();
  }

  private static Optional<Instant> date(DateTimeFormatter form, String text) {
    try {
      return Optional.of(Instant.from(form.parse(text)));
    } catch (DateTimeException e) {
      return Optional.empty();
    }
  }
}
