package dev.latchkey.application.managedidentity;

import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/** Asks a host, and asks again as its rules have it. */
public final class HostCalls {

  // Hosts answer at once, from the same machine or rack; an answer that is lost is asked for anew.
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

  private final TimeSource time;
  private final int mostRepeats;

  /**
   * Asks hosts.
   *
   * @param time waits
   * @param mostRepeats how often a request is repeated at most, whatever the host's rules
   */
  public HostCalls(TimeSource time, int mostRepeats) {
    this.time = Objects.requireNonNull(time, "time");
    this.mostRepeats = mostRepeats;
  }

  ManagedIdentityAnswer ask(
      FoundHost host,
      ManagedIdentityRequest request,
      Deadline deadline,
      Cancellation cancellation) {
    int calls = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        ManagedIdentityAnswer answer =
            host.backend().acquire(request, attemptWithin(deadline), cancellation);
        return answer.httpCalls(calls + answer.httpCalls());
      } catch (CredentialUnavailableException e) {
        throw unavailable(host, request, e);
      } catch (ServiceException e) {
        calls += Math.max(1, e.attempts());
        if (!pause(host.backend(), attempt, e.status().orElse(0), e, deadline, cancellation)) {
          throw e;
        }
      } catch (TransportException e) {
        calls += Math.max(1, e.attempts());
        if (!e.isTransient() || !pause(host.backend(), attempt, 0, e, deadline, cancellation)) {
          throw e;
        }
      }
    }
  }

  private Deadline attemptWithin(Deadline deadline) {
    Duration left = deadline.remaining();
    if (left.isZero()) {
      throw new TransportException(
          TransportException.Reason.TIMED_OUT,
          "no time was left of "
              + deadline.total()
              + " to ask the host for a token; allow more by HttpSettings.timeout",
          null);
    }
    return Deadline.after(left.compareTo(LONGEST_ATTEMPT) < 0 ? left : LONGEST_ATTEMPT, time);
  }

  // A wait that would outlast the deadline is not begun: the answer at hand is worth more.
  private boolean pause(
      ManagedIdentityBackend backend,
      int attempt,
      int status,
      TokenException failure,
      Deadline deadline,
      Cancellation cancellation) {
    Optional<Duration> rule =
        attempt > mostRepeats ? Optional.empty() : backend.retryDelay(attempt, status);
    if (rule.isEmpty()) {
      return false;
    }
    Duration asked = failure.retryAfter().orElse(Duration.ZERO);
    Duration wait = asked.compareTo(rule.get()) > 0 ? asked : rule.get();
    if (wait.compareTo(deadline.remaining()) >= 0) {
      return false;
    }
    time.sleep(wait, cancellation);
    return true;
  }

  private static CredentialUnavailableException unavailable(
      FoundHost host, ManagedIdentityRequest request, CredentialUnavailableException e) {
    return new CredentialUnavailableException(
        "managed identity is not available: " + e.getMessage() + host.search(),
        FailureDetails.none().withCorrelationId(request.correlationId()).withAttempts(e.attempts()),
        e);
  }
}
