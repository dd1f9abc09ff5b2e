package dev.latchkey.application.request;

import java.time.Duration;
import java.util.Objects;

/**
 * When an endpoint that cannot be reached is left alone. After so many requests in a row that
 * brought no answer, requests to its host and port fail at once for a while; then one is tried, and
 * its outcome decides. Answers of any status count as reached. Immutable.
 *
 * @since 0.1
 */
public final class CircuitPolicy {

  private static final CircuitPolicy STANDARD = new CircuitPolicy(5, Duration.ofSeconds(10));
  private static final CircuitPolicy NONE = new CircuitPolicy(0, Duration.ZERO);

  private final int failures;
  private final Duration pause;

  private CircuitPolicy(int failures, Duration pause) {
    this.failures = failures;
    this.pause = pause;
  }

  /** {@return ten seconds after five failures: the policy that holds by default} */
  public static CircuitPolicy standard() {
    return STANDARD;
  }

  /** {@return every request is tried} */
  public static CircuitPolicy none() {
    return NONE;
  }

  /**
   * Sets when, and for how long.
   *
   * @param failures the number of failures in a row, 1 to 1,000
   * @param pause how long, more than zero and at most one hour
   * @return the policy
   * @throws IllegalArgumentException if a value is out of bounds
   */
  public static CircuitPolicy after(int failures, Duration pause) {
    if (failures < 1 || failures > 1000) {
      throw new IllegalArgumentException("failures is not between 1 and 1000");
    }
    Objects.requireNonNull(pause, "pause");
    if (pause.isNegative() || pause.isZero() || pause.compareTo(Duration.ofHours(1)) > 0) {
      throw new IllegalArgumentException("pause is not between 1 ns and one hour");
    }
    return new CircuitPolicy(failures, pause);
  }

  /** {@return the number of failures in a row; 0 if every request is tried} */
  public int failures() {
    return failures;
  }

  /** {@return how long the endpoint is left alone} */
  public Duration pause() {
    return pause;
  }

  /** {@return both} */
  @Override
  public String toString() {
    return "CircuitPolicy[failures=" + failures + ", pause=" + pause + "]";
  }
}
