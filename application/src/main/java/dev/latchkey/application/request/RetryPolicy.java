package dev.latchkey.application.request;

import java.time.Duration;
import java.util.Collections;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/**
 * When a request is repeated. It holds for transports that Latchkey opens; a transport that the
 * application supplies is used bare unless a policy is set. Immutable.
 *
 * <p>If no connection came about, the first repeat is made at once, and those after it wait. What
 * must not be acted upon twice (a password, a code) is repeated in that case only, whatever the
 * policy says. A pause that would outlast the deadline is not begun.
 *
 * @since 0.1
 */
public final class RetryPolicy {

  private static final Duration LONGEST = Duration.ofMinutes(1);
  private static final Set<Integer> SERVER_ERRORS = serverErrorsAnd();

  private static final RetryPolicy STANDARD =
      new RetryPolicy(
          new Pace(1, Duration.ofSeconds(1), false), SERVER_ERRORS, Map.of(), false, null);
  private static final RetryPolicy NONE = STANDARD.retries(0).delay(Duration.ZERO);
  private static final RetryPolicy MANAGED_IDENTITY =
      STANDARD.retries(3).statuses(Set.of(404, 408, 429, 500, 503, 504)).waitsForRetryAfter(true);
  private static final RetryPolicy IMDS =
      MANAGED_IDENTITY
          .doubling(true)
          .statuses(serverErrorsAnd(404, 408, 410, 429))
          .on(410, 7, Duration.ofSeconds(10));

  private final Pace pace;
  private final Set<Integer> statuses;
  private final Map<Integer, Pace> special;
  private final boolean waitsForRetryAfter;
  private final @Nullable Duration budget;

  private static Set<Integer> serverErrorsAnd(Integer... others) {
    Set<Integer> statuses = new HashSet<>(List.of(others));
    for (int status = 500; status <= 599; status++) {
      statuses.add(status);
    }
    // No copy: each answer is looked up, and the JDK's immutable set walks far to say no.
    return Collections.unmodifiableSet(statuses);
  }

  private RetryPolicy(
      Pace pace,
      Set<Integer> statuses,
      Map<Integer, Pace> special,
      boolean waitsForRetryAfter,
      @Nullable Duration budget) {
    this.pace = pace;
    this.statuses = statuses;
    this.special = special;
    this.waitsForRetryAfter = waitsForRetryAfter;
    this.budget = budget;
  }

  /**
   * One repeat: at once if no connection came about, after 1 s ± 20 % if the service answered with
   * 5xx and no Retry-After.
   *
   * @return the policy that holds for token service and discovery by default
   */
  public static RetryPolicy standard() {
    return STANDARD;
  }

  /**
   * Three repeats, one second apart, after 404, 408, 429, 500, 503 and 504; Retry-After makes the
   * pause longer.
   *
   * @return the policy that holds for managed identities by default (Entra)
   */
  public static RetryPolicy managedIdentity() {
    return MANAGED_IDENTITY;
  }

  /**
   * Three repeats after 1, 2 and 4 seconds, after 404, 408, 410, 429 and 5xx; seven, 10 seconds
   * apart, after 410, which is said while the host is updated. Retry-After makes the pause longer.
   *
   * @return the policy that holds for IMDS by default (Azure)
   */
  public static RetryPolicy imds() {
    return IMDS;
  }

  /** {@return no repeat} */
  public static RetryPolicy none() {
    return NONE;
  }

  /**
   * Sets how often a request is repeated.
   *
   * @param value the number of repeats, 0 to 10
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public RetryPolicy retries(int value) {
    return with(new Pace(value, pace.delay, pace.doubling));
  }

  /**
   * Sets the wait before a repeat; each is moved by up to 20 % at random.
   *
   * @param value the wait, zero to one minute
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public RetryPolicy delay(Duration value) {
    return with(new Pace(pace.retries, value, pace.doubling));
  }

  /**
   * Sets whether each wait is twice the one before, up to one minute.
   *
   * @param value false by default
   * @return a copy with it
   */
  public RetryPolicy doubling(boolean value) {
    return with(new Pace(pace.retries, pace.delay, value));
  }

  /**
   * Sets after which answers a request is repeated.
   *
   * @param value HTTP statuses, 400 to 599
   * @return a copy with them
   * @throws IllegalArgumentException if one is out of bounds
   */
  public RetryPolicy statuses(Set<Integer> value) {
    for (int status : value) {
      requireFailure(status);
    }
    return new RetryPolicy(pace, Set.copyOf(value), special, waitsForRetryAfter, budget);
  }

  /**
   * Sets another pace for one status, with equal waits. Which pace holds is decided after each
   * answer anew.
   *
   * @param status the HTTP status, 400 to 599
   * @param newRetries the number of repeats, 0 to 10
   * @param newDelay the wait before each, zero to one minute
   * @return a copy with it
   * @throws IllegalArgumentException if a value is out of bounds
   */
  public RetryPolicy on(int status, int newRetries, Duration newDelay) {
    requireFailure(status);
    Map<Integer, Pace> more = new HashMap<>(special);
    more.put(status, new Pace(newRetries, newDelay, false));
    return new RetryPolicy(pace, statuses, Map.copyOf(more), waitsForRetryAfter, budget);
  }

  private static void requireFailure(int status) {
    if (status < 400 || status > 599) {
      throw new IllegalArgumentException("status " + status + " is not between 400 and 599");
    }
  }

  /**
   * Sets what is done when the service says how long to wait.
   *
   * @param value true to repeat then, if time is left for the wait; false, which is the default of
   *     {@link #standard()}, to give the answer to the caller
   * @return a copy with it
   */
  public RetryPolicy waitsForRetryAfter(boolean value) {
    return new RetryPolicy(pace, statuses, special, value, budget);
  }

  /**
   * Limits the time of one request, its repeats and waits included. It cannot be more than the
   * timeout of the whole operation leaves.
   *
   * @param value the limit, more than zero and at most one day
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public RetryPolicy budget(Duration value) {
    if (value.isNegative() || value.isZero() || value.compareTo(Duration.ofDays(1)) > 0) {
      throw new IllegalArgumentException("budget is not between 1 ns and 1 day");
    }
    return new RetryPolicy(pace, statuses, special, waitsForRetryAfter, value);
  }

  private RetryPolicy with(Pace newPace) {
    return new RetryPolicy(newPace, statuses, special, waitsForRetryAfter, budget);
  }

  /** {@return the number of repeats} */
  public int retries() {
    return pace.retries;
  }

  /**
   * Tells how often a request is repeated after a certain answer.
   *
   * @param status its HTTP status
   * @return the number of repeats; 0 if the policy does not repeat after it
   */
  public int retriesAfter(int status) {
    Pace own = special.get(status);
    return own != null ? own.retries : statuses.contains(status) ? pace.retries : 0;
  }

  /** {@return the wait before the first repeat} */
  public Duration delay() {
    return pace.delay;
  }

  /**
   * Tells how long to wait before a repeat, without the part that is random.
   *
   * @param status the HTTP status that it follows; 0 if no connection came about
   * @param repeat which one it is, from 1
   * @return the wait
   */
  public Duration delayAfter(int status, int repeat) {
    return special.getOrDefault(status, pace).before(repeat);
  }

  /** {@return whether a request is repeated after an answer with Retry-After} */
  public boolean waitsForRetryAfter() {
    return waitsForRetryAfter;
  }

  /** {@return the limit of one request; empty if there is none of its own} */
  public Optional<Duration> budget() {
    return Optional.ofNullable(budget);
  }

  /** {@return whether the other has the same values} */
  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof RetryPolicy that
        && pace.equals(that.pace)
        && statuses.equals(that.statuses)
        && special.equals(that.special)
        && waitsForRetryAfter == that.waitsForRetryAfter
        && Objects.equals(budget, that.budget);
  }

  /** {@return a hash of all values} */
  @Override
  public int hashCode() {
    return Objects.hash(pace, statuses, special, waitsForRetryAfter, budget);
  }

  /** {@return all values} */
  @Override
  public String toString() {
    boolean allServerErrors = statuses.containsAll(SERVER_ERRORS);
    Set<Integer> others = new TreeSet<>(statuses);
    if (allServerErrors) {
      others.removeAll(SERVER_ERRORS);
    }
    return "RetryPolicy[retries="
        + pace.retries
        + ", delay="
        + pace.delay
        + (pace.doubling ? " doubling" : "")
        + ", statuses="
        + others
        + (allServerErrors ? " and 5xx" : "")
        + ", special="
        + special.keySet()
        + ", waitsForRetryAfter="
        + waitsForRetryAfter
        + ", budget="
        + budget
        + "]";
  }

  private record Pace(int retries, Duration delay, boolean doubling) {

    Pace {
      if (retries < 0 || retries > 10) {
        throw new IllegalArgumentException("retries is not between 0 and 10");
      }
      Objects.requireNonNull(delay, "delay");
      if (delay.isNegative() || delay.compareTo(LONGEST) > 0) {
        throw new IllegalArgumentException("delay is not between zero and one minute");
      }
    }

    Duration before(int repeat) {
      Duration wait = doubling ? delay.multipliedBy(1L << Math.min(repeat - 1, 10)) : delay;
      return wait.compareTo(LONGEST) > 0 ? LONGEST : wait;
    }
  }
}
