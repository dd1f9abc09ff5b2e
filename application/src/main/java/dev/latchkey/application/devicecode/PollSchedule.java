package dev.latchkey.application.devicecode;

import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.system.RandomSource;
import java.time.Duration;
import java.util.Optional;

/** When to ask again (RFC 8628, section 3.5). For one thread. */
final class PollSchedule {

  private static final Duration SLOWER = Duration.ofSeconds(5);
  private static final Duration LONGEST_PAUSE = Duration.ofMinutes(5);

  private final RandomSource random;
  private Duration interval;
  private Duration pause;

  PollSchedule(Duration interval, RandomSource random) {
    this.random = random;
    this.interval = interval;
    this.pause = interval;
  }

  /**
   * Learns from a poll that brought no token.
   *
   * @param answer what it brought
   * @return how long to wait; empty if there is nothing to wait for
   */
  Optional<Duration> after(TokenException answer) {
    OAuthErrorCode code = answer.error().map(OAuthError::code).orElse(null);
    if (OAuthErrorCode.SLOW_DOWN.equals(code)) {
      // For this and all polls to come.
      interval = interval.plus(SLOWER);
      pause = interval;
    } else if (OAuthErrorCode.AUTHORIZATION_PENDING.equals(code)) {
      pause = interval;
    } else if (answer.isTransient()) {
      // Whoever cannot be reached is asked half as often each time, and not by all at once.
      Duration twice = shorter(pause.multipliedBy(2), LONGEST_PAUSE);
      pause = twice.plus(random.upTo(twice.dividedBy(5)));
    } else {
      return Optional.empty();
    }
    Duration asked = shorter(answer.retryAfter().orElse(Duration.ZERO), LONGEST_PAUSE);
    return Optional.of(asked.compareTo(pause) > 0 ? asked : pause);
  }

  private static Duration shorter(Duration one, Duration other) {
    return one.compareTo(other) < 0 ? one : other;
  }
}
