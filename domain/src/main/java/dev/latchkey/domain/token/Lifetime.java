package dev.latchkey.domain.token;

import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * When a token was received, how long it lives, and when it is due for refresh. All arithmetic on
 * the age of tokens is in {@link #freshnessAt}. Immutable.
 *
 * @since 0.1
 */
public final class Lifetime {

  /** How long before its end a token is no longer used, so that it survives its way to the API. */
  public static final Duration SAFETY_MARGIN = Duration.ofMinutes(5);

  // A moment's two readings, kept flat: a hit then touches one object less.
  private final long receivedMillis;
  private final long receivedNanos;
  private final long lifeMillis;
  private final long usableMillis;
  private final long refreshMillis;
  private final long extendedMillis;
  private final @Nullable Instant refreshAt;

  private Lifetime(
      Moment receivedAt,
      Duration life,
      @Nullable Duration refreshIn,
      Duration jitter,
      long extendedMillis) {
    this.receivedMillis = receivedAt.epochMillis();
    this.receivedNanos = receivedAt.nanoTime();
    this.lifeMillis = life.toMillis();
    // A token that lives shorter than twice the margin would never be served; it gives up half.
    this.usableMillis = lifeMillis - Math.min(SAFETY_MARGIN.toMillis(), lifeMillis / 2);
    this.refreshMillis =
        refreshIn == null ? Long.MAX_VALUE : refreshIn.toMillis() + jitter.toMillis();
    this.extendedMillis = Math.max(lifeMillis, extendedMillis);
    this.refreshAt = refreshIn == null ? null : receivedAt.instant().plus(refreshIn);
  }

  /**
   * A life without early refresh.
   *
   * @param receivedAt when the answer came
   * @param life how long the token lives from then; not negative, at most 100 years
   * @return the life
   * @throws IllegalArgumentException if life is negative or longer
   */
  public static Lifetime of(Moment receivedAt, Duration life) {
    return new Lifetime(receivedAt, checked("expires in", life), null, Duration.ZERO, 0);
  }

  /**
   * Adds an early refresh.
   *
   * @param refreshIn when the server wants the token refreshed, counted from its receipt
   * @param jitter how much later this process begins, so that many do not begin at once
   * @return a copy with it
   * @throws IllegalArgumentException if either is negative or longer than 100 years
   */
  public Lifetime refreshedIn(Duration refreshIn, Duration jitter) {
    return new Lifetime(
        received(),
        Duration.ofMillis(lifeMillis),
        checked("refresh in", refreshIn),
        checked("jitter", jitter),
        extendedMillis);
  }

  /**
   * Adds a second, later end, up to which resources accept the token while its issuer has an outage
   * (Entra: {@code ext_expires_in}). Call it before {@link #refreshedIn}.
   *
   * @param life how long the token lives then, counted from its receipt
   * @return a copy with it
   * @throws IllegalArgumentException if it is negative or longer than 100 years
   */
  public Lifetime extendedTo(Duration life) {
    return new Lifetime(
        received(),
        Duration.ofMillis(lifeMillis),
        null,
        Duration.ZERO,
        checked("extended expires in", life).toMillis());
  }

  private static Duration checked(String what, Duration value) {
    if (value.isNegative() || value.compareTo(Duration.ofDays(36_525)) > 0) {
      throw new IllegalArgumentException(what + " is not between 0 and 100 years");
    }
    return value;
  }

  /**
   * Tells what time has done to the token.
   *
   * @param now the present
   * @return whether to use it, and whether to refresh it
   */
  public Freshness freshnessAt(Moment now) {
    long age = now.millisSince(receivedMillis, receivedNanos);
    if (age >= usableMillis) {
      return Freshness.EXPIRED;
    }
    return age >= refreshMillis ? Freshness.STALE : Freshness.FRESH;
  }

  /**
   * Tells whether the token serves while its issuer has an outage.
   *
   * @param now the present
   * @return whether its later end, if it has one, else its only one is still to come
   */
  public boolean isUsableInOutageAt(Moment now) {
    return now.millisSince(receivedMillis, receivedNanos) < extendedMillis;
  }

  /**
   * Tells whether there is no use left for the token, not even in an outage.
   *
   * @param now the present
   * @return whether to forget it
   */
  public boolean isSpentAt(Moment now) {
    return freshnessAt(now) == Freshness.EXPIRED
        && (extendedMillis == lifeMillis || !isUsableInOutageAt(now));
  }

  /** {@return when the answer came, by the wall clock} */
  public Instant receivedAt() {
    return received().instant();
  }

  /** {@return when the token ends, by the wall clock} */
  public Instant expiresAt() {
    return Instant.ofEpochMilli(receivedMillis + lifeMillis);
  }

  /** {@return when the token ends during an outage of its issuer; not before its ordinary end} */
  public Instant extendedExpiresAt() {
    return Instant.ofEpochMilli(receivedMillis + extendedMillis);
  }

  /** {@return when the server wants it refreshed, if it said so} */
  public Optional<Instant> refreshAt() {
    return Optional.ofNullable(refreshAt);
  }

  private Moment received() {
    return new Moment(receivedMillis, receivedNanos);
  }

  /** {@return how long the token lives from its receipt} */
  public Duration duration() {
    return Duration.ofMillis(lifeMillis);
  }

  /** {@return receipt and end} */
  @Override
  public String toString() {
    return "Lifetime[receivedAt=" + receivedAt() + ", expiresAt=" + expiresAt() + "]";
  }
}
