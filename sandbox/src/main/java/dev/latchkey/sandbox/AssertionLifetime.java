package dev.latchkey.sandbox;

import java.time.Clock;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;

/** When an assertion is good: {@code exp}, {@code nbf} and {@code iat} by the sandbox's clock. */
final class AssertionLifetime {

  static final Duration SKEW = Duration.ofMinutes(5);

  private final Clock clock;

  AssertionLifetime(Clock clock) {
    this.clock = clock;
  }

  /** Returns when it ends. */
  Instant check(RecordedAssertion assertion) throws Refusal {
    Instant now = clock.instant();
    Instant end =
        time(assertion, "exp")
            .orElseThrow(() -> AssertionSignature.malformed("the claim 'exp' is missing"));
    Instant start = time(assertion, "nbf").or(() -> time(assertion, "iat")).orElse(now);
    Instant issued = time(assertion, "iat").orElse(now);
    Instant soon = now.plus(SKEW);
    if (!end.plus(SKEW).isAfter(now) || start.isAfter(soon) || issued.isAfter(soon)) {
      throw new Refusal(
          Refusal.Reason.ASSERTION_TIME,
          "Client assertion is not within its valid time range. Current time: "
              + now
              + ", assertion valid from "
              + (issued.isAfter(start) ? issued : start)
              + ", expiry time of assertion "
              + end
              + ".");
    }
    return end;
  }

  private static Optional<Instant> time(RecordedAssertion assertion, String claim) {
    Object value = assertion.claims().get(claim);
    try {
      return value instanceof Number seconds
          ? Optional.of(Instant.ofEpochSecond(seconds.longValue()))
          : Optional.empty();
    } catch (DateTimeException tooFarAway) {
      return Optional.empty();
    }
  }
}
