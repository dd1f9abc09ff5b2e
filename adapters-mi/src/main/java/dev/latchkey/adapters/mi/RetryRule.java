package dev.latchkey.adapters.mi;

import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/**
 * What of a host is worth another attempt.
 *
 * @param retries how often a request is repeated at most
 * @param first the wait before the first repeat; each further one doubles
 * @param statuses the statuses below 500 that pass; all others are final
 * @param serverErrors whether statuses from 500 on pass
 */
record RetryRule(int retries, Duration first, Set<Integer> statuses, boolean serverErrors) {

  Optional<Duration> delay(int attempt, int status) {
    boolean passes =
        status == 0 || statuses.contains(status) || serverErrors && status >= 500 && status < 600;
    return passes && attempt <= retries
        ? Optional.of(first.multipliedBy(1L << (attempt - 1)))
        : Optional.empty();
  }
}
