package dev.latchkey.application.request;

import java.time.Duration;
import java.util.Objects;

/**
 * When a request is repeated. It holds for transports that Latchkey opens; a transport that the
 * application supplies is used bare unless a policy is set. Immutable.
 *
 * @since 0.1
 */
public final class RetryPolicy {

  private static final RetryPolicy STANDARD = new RetryPolicy(1, Duration.ofSeconds(1));
  private static final RetryPolicy NONE = new RetryPolicy(0, Duration.ZERO);

  private final int retries;
  private final Duration delay;

  private RetryPolicy(int retries, Duration delay) {
    this.retries = retries;
    this.delay = delay;
  }

  /**
   * One repeat: at once if no connection came about, after 1 s ± 20 % if the service answered with
   * 5xx and no Retry-After.
   *
   * @return the policy that holds by default
   */
  public static RetryPolicy standard() {
    return STANDARD;
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
    if (value < 0 || value > 10) {
      throw new IllegalArgumentException("retries is not between 0 and 10");
    }
    return new RetryPolicy(value, delay);
  }

  /**
   * Sets the wait before a repeat; each is moved by up to 20 % at random.
   *
   * @param value the wait, zero to one minute
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public RetryPolicy delay(Duration value) {
    Objects.requireNonNull(value, "delay");
    if (value.isNegative() || value.compareTo(Duration.ofMinutes(1)) > 0) {
      throw new IllegalArgumentException("delay is not between zero and one minute");
    }
    return new RetryPolicy(retries, value);
  }

  /** {@return the number of repeats} */
  public int retries() {
    return retries;
  }

  /** {@return the wait before a repeat} */
  public Duration delay() {
    return delay;
  }

  /** {@return both} */
  @Override
  public String toString() {
    return "RetryPolicy[retries=" + retries + ", delay=" + delay + "]";
  }
}
