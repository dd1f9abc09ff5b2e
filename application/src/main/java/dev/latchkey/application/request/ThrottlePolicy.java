package dev.latchkey.application.request;

import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * How long a refusal is respected: a request that was answered by 429, 5xx or Retry-After is not
 * sent again for a while, nor is one that was refused by 400; the caller gets the same answer.
 * Immutable.
 *
 * @since 0.1
 */
public final class ThrottlePolicy {

  private static final Duration LONGEST = Duration.ofHours(1);

  private static final ThrottlePolicy STANDARD =
      new ThrottlePolicy(null, LONGEST, Duration.ofMinutes(1));
  private static final ThrottlePolicy NONE =
      new ThrottlePolicy(Duration.ZERO, Duration.ZERO, Duration.ZERO);

  private final @Nullable Duration unsaid;
  private final Duration longest;
  private final Duration refusals;

  private ThrottlePolicy(@Nullable Duration unsaid, Duration longest, Duration refusals) {
    this.unsaid = unsaid;
    this.longest = longest;
    this.refusals = refusals;
  }

  /**
   * As long as Retry-After says, at most one hour; where the service does not say, one minute for
   * public clients and five seconds for confidential ones; refusals by 400 for one minute.
   *
   * @return the policy that holds by default (Entra)
   */
  public static ThrottlePolicy standard() {
    return STANDARD;
  }

  /** {@return nothing is respected: each call is sent} */
  public static ThrottlePolicy none() {
    return NONE;
  }

  /**
   * Sets how long to respect 429 and 5xx of a service that does not say.
   *
   * @param value zero to one hour; zero not at all
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public ThrottlePolicy unsaid(Duration value) {
    return new ThrottlePolicy(checked("pause", value), longest, refusals);
  }

  /**
   * Sets how long to respect Retry-After at most.
   *
   * @param value zero to one hour; zero not at all
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public ThrottlePolicy longest(Duration value) {
    return new ThrottlePolicy(unsaid, checked("longest pause", value), refusals);
  }

  /**
   * Sets how long the very same request is not sent again after a refusal by 400.
   *
   * @param value zero to one hour; zero not at all
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public ThrottlePolicy refusals(Duration value) {
    return new ThrottlePolicy(unsaid, longest, checked("time of refusals", value));
  }

  private static Duration checked(String what, Duration value) {
    Objects.requireNonNull(value, what);
    if (value.isNegative() || value.compareTo(LONGEST) > 0) {
      throw new IllegalArgumentException(what + " is not between zero and one hour");
    }
    return value;
  }

  /** {@return how long where the service does not say; empty for the default of the client} */
  public Optional<Duration> unsaid() {
    return Optional.ofNullable(unsaid);
  }

  /** {@return how long at most} */
  public Duration longest() {
    return longest;
  }

  /** {@return how long after a refusal by 400} */
  public Duration refusals() {
    return refusals;
  }

  /** {@return all values} */
  @Override
  public String toString() {
    return "ThrottlePolicy[unsaid="
        + unsaid
        + ", longest="
        + longest
        + ", refusals="
        + refusals
        + "]";
  }
}
