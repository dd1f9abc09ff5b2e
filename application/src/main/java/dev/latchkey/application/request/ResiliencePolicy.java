package dev.latchkey.application.request;

import java.time.Duration;
import java.util.EnumMap;
import java.util.Map;
import java.util.Objects;

/**
 * What a client does about failing networks and services: repeats, respect for refusals, endpoints
 * that are dead, and metadata that is out of date. Immutable.
 *
 * @since 0.1
 */
public final class ResiliencePolicy {

  private static final Duration LONGEST_STALE = Duration.ofDays(30);

  private static final ResiliencePolicy STANDARD =
      new ResiliencePolicy(
          Map.of(
              Destination.TOKEN_SERVICE,
              RetryPolicy.standard(),
              Destination.DISCOVERY,
              RetryPolicy.standard(),
              Destination.IMDS,
              RetryPolicy.imds(),
              Destination.MANAGED_IDENTITY,
              RetryPolicy.managedIdentity()),
          ThrottlePolicy.standard(),
          CircuitPolicy.standard(),
          Duration.ofDays(6));

  private final Map<Destination, RetryPolicy> retries;
  private final ThrottlePolicy throttle;
  private final CircuitPolicy circuit;
  private final Duration staleIfError;

  private ResiliencePolicy(
      Map<Destination, RetryPolicy> retries,
      ThrottlePolicy throttle,
      CircuitPolicy circuit,
      Duration staleIfError) {
    this.retries = retries;
    this.throttle = throttle;
    this.circuit = circuit;
    this.staleIfError = staleIfError;
  }

  /** {@return what holds by default for transports that Latchkey opens} */
  public static ResiliencePolicy standard() {
    return STANDARD;
  }

  /**
   * Nothing is repeated, and no endpoint is left alone; refusals are respected all the same.
   *
   * @return what holds by default for a transport that the application supplies
   */
  public static ResiliencePolicy bare() {
    return STANDARD.retry(RetryPolicy.none()).circuit(CircuitPolicy.none());
  }

  /**
   * Sets when requests are repeated, whomever they are for.
   *
   * @param value the policy
   * @return a copy with it
   */
  public ResiliencePolicy retry(RetryPolicy value) {
    Objects.requireNonNull(value, "retry policy");
    Map<Destination, RetryPolicy> all = new EnumMap<>(Destination.class);
    for (Destination each : Destination.values()) {
      all.put(each, value);
    }
    return new ResiliencePolicy(Map.copyOf(all), throttle, circuit, staleIfError);
  }

  /**
   * Sets when requests are repeated that are for somebody.
   *
   * @param destination for whom
   * @param value the policy
   * @return a copy with it
   */
  public ResiliencePolicy retry(Destination destination, RetryPolicy value) {
    Map<Destination, RetryPolicy> all = new EnumMap<>(retries);
    all.put(
        Objects.requireNonNull(destination, "destination"),
        Objects.requireNonNull(value, "retry policy"));
    return new ResiliencePolicy(Map.copyOf(all), throttle, circuit, staleIfError);
  }

  /**
   * Sets how long refusals are respected.
   *
   * @param value the policy
   * @return a copy with it
   */
  public ResiliencePolicy throttle(ThrottlePolicy value) {
    return new ResiliencePolicy(
        retries, Objects.requireNonNull(value, "throttle policy"), circuit, staleIfError);
  }

  /**
   * Sets when an endpoint is left alone.
   *
   * @param value the policy
   * @return a copy with it
   */
  public ResiliencePolicy circuit(CircuitPolicy value) {
    return new ResiliencePolicy(
        retries, throttle, Objects.requireNonNull(value, "circuit policy"), staleIfError);
  }

  /**
   * Sets how long metadata may be out of date while newer cannot be had. Metadata is read anew
   * after a day; if that fails by the network, 429 or 5xx, what was read before is used for so
   * long.
   *
   * @param value six days by default; zero to 30 days, zero not at all
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public ResiliencePolicy staleIfError(Duration value) {
    Objects.requireNonNull(value, "stale if error");
    if (value.isNegative() || value.compareTo(LONGEST_STALE) > 0) {
      throw new IllegalArgumentException("stale if error is not between zero and 30 days");
    }
    return new ResiliencePolicy(retries, throttle, circuit, value);
  }

  /**
   * Reads when requests are repeated.
   *
   * @param destination for whom they are
   * @return the policy
   */
  public RetryPolicy retry(Destination destination) {
    return Objects.requireNonNull(retries.get(destination), "retry policy");
  }

  /** {@return how long refusals are respected} */
  public ThrottlePolicy throttle() {
    return throttle;
  }

  /** {@return when an endpoint is left alone} */
  public CircuitPolicy circuit() {
    return circuit;
  }

  /** {@return how long metadata may be out of date} */
  public Duration staleIfError() {
    return staleIfError;
  }

  /** {@return all policies} */
  @Override
  public String toString() {
    return "ResiliencePolicy[retries="
        + retries
        + ", throttle="
        + throttle
        + ", circuit="
        + circuit
        + ", staleIfError="
        + staleIfError
        + "]";
  }
}
