package dev.latchkey.application.managedidentity;

import dev.latchkey.application.protocol.HostMemory;
import dev.latchkey.application.request.Destination;
import dev.latchkey.application.request.ResiliencePolicy;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.domain.error.CredentialUnavailableException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityBackend;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks a host, unless it wants to be left alone, and asks again: as often as the client's policy
 * has it, and after what the host's own rules say is worth it.
 */
public final class HostCalls {

  // Hosts answer at once, from the same machine or rack; an answer that is lost is asked for anew.
  private static final Duration LONGEST_ATTEMPT = Duration.ofSeconds(10);

  private final HostMemory memory;
  private final ResiliencePolicy policy;
  private final TimeSource time;
  private final RandomSource random;

  /**
   * Asks hosts.
   *
   * @param memory knows who wants to be left alone
   * @param policy how often a request is repeated, and after which pause
   * @param time waits
   * @param random moves waits
   */
  public HostCalls(
      HostMemory memory, ResiliencePolicy policy, TimeSource time, RandomSource random) {
    this.memory = Objects.requireNonNull(memory, "memory");
    this.policy = Objects.requireNonNull(policy, "policy");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
  }

  ManagedIdentityAnswer ask(
      FoundHost host,
      ManagedIdentityRequest request,
      Deadline deadline,
      Cancellation cancellation) {
    String name = host.backend().name();
    memory.requireWelcome(name, request);
    try {
      ManagedIdentityAnswer answer = repeat(host.backend(), request, deadline, cancellation);
      memory.answered(name);
      return answer;
    } catch (CredentialUnavailableException e) {
      throw unavailable(host, request, e);
    } catch (ServiceException e) {
      memory.refused(name, request, e);
      throw e;
    } catch (TransportException e) {
      memory.failed(name, e);
      throw e;
    }
  }

  private ManagedIdentityAnswer repeat(
      ManagedIdentityBackend backend,
      ManagedIdentityRequest request,
      Deadline all,
      Cancellation cancellation) {
    RetryPolicy retry = retryOf(backend);
    Deadline deadline = retry.budget().map(all::within).orElse(all);
    int calls = 0;
    for (int attempt = 1; ; attempt++) {
      try {
        ManagedIdentityAnswer answer =
            backend.acquire(request, attemptWithin(deadline), cancellation);
        return answer.httpCalls(calls + answer.httpCalls());
      } catch (ServiceException e) {
        calls += Math.max(1, e.attempts());
        int status = e.status().orElse(0);
        if (attempt > retry.retriesAfter(status)
            || !pause(backend, retry, attempt, status, e, deadline, cancellation)) {
          throw e;
        }
      } catch (TransportException e) {
        calls += Math.max(1, e.attempts());
        if (!e.isTransient()
            || attempt > retry.retries()
            || !pause(backend, retry, attempt, 0, e, deadline, cancellation)) {
          throw e;
        }
      }
    }
  }

  private RetryPolicy retryOf(ManagedIdentityBackend backend) {
    return policy.retry(
        backend.name().equals("imds") ? Destination.IMDS : Destination.MANAGED_IDENTITY);
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
      RetryPolicy retry,
      int attempt,
      int status,
      TokenException failure,
      Deadline deadline,
      Cancellation cancellation) {
    Optional<Duration> rule = backend.retryDelay(attempt, status);
    boolean isTold = failure.retryAfter().isPresent();
    if (rule.isEmpty() || isTold && !retry.waitsForRetryAfter()) {
      return false;
    }
    // Never sooner than the host's rule says: seven waits have to outlast its update.
    Duration usual =
        longer(rule.get(), moved(longer(rule.get(), retry.delayAfter(status, attempt))));
    // Not all who were told the same come back at once.
    Duration wait = failure.retryAfter().map(it -> longer(later(it), usual)).orElse(usual);
    if (wait.compareTo(deadline.remaining()) >= 0) {
      return false;
    }
    time.sleep(wait, cancellation);
    return true;
  }

  private static Duration longer(Duration one, Duration other) {
    return one.compareTo(other) > 0 ? one : other;
  }

  private Duration moved(Duration wait) {
    Duration fifth = wait.dividedBy(5);
    return wait.minus(fifth).plus(random.upTo(fifth.multipliedBy(2)));
  }

  private Duration later(Duration told) {
    return told.plus(random.upTo(told.dividedBy(5)));
  }

  private static CredentialUnavailableException unavailable(
      FoundHost host, ManagedIdentityRequest request, CredentialUnavailableException e) {
    return new CredentialUnavailableException(
        "managed identity is not available: " + e.getMessage() + host.search(),
        FailureDetails.none().withCorrelationId(request.correlationId()).withAttempts(e.attempts()),
        e);
  }
}
