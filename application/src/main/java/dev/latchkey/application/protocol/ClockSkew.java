package dev.latchkey.application.protocol;

import dev.latchkey.spi.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;

/** Tells of clocks that disagree, where a refusal may come from just that. */
final class ClockSkew {

  // Less than servers tolerate, more than an answer is under way.
  private static final Duration WORTH_TELLING = Duration.ofMinutes(2);

  private ClockSkew() {}

  /** {@return words to add to a message; empty if the clocks agree, or the answer has no date} */
  static String complaint(HttpResponse response, Instant here) {
    return response
        .headers()
        .first("date")
        .flatMap(date -> HttpDate.parse(date, here))
        .filter(there -> Duration.between(here, there).abs().compareTo(WORTH_TELLING) > 0)
        .map(
            there ->
                "; the clock here says "
                    + Instant.ofEpochSecond(here.getEpochSecond())
                    + " and the service's says "
                    + there
                    + ": an assertion that is signed by a wrong clock is refused, so set the clock")
        .orElse("");
  }
}
