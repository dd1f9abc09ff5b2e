package dev.latchkey.application.request;

import dev.latchkey.domain.credential.Secret;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * A token from the application's own source. Times are relative: they count from its receipt.
 * Immutable.
 *
 * @since 0.1
 */
public final class AppToken {

  private final Secret accessToken;
  private final Duration expiresIn;
  private final @Nullable Duration refreshIn;

  private AppToken(Secret accessToken, Duration expiresIn, @Nullable Duration refreshIn) {
    this.accessToken = accessToken;
    this.expiresIn = expiresIn;
    this.refreshIn = refreshIn;
  }

  /**
   * Describes a bearer token. One that lives two hours or longer is refreshed at half of that,
   * unless {@link #refreshIn} says otherwise.
   *
   * @param accessToken the token
   * @param expiresIn how long it lives from now; more than zero
   * @return the token
   * @throws IllegalArgumentException if it does not live
   */
  public static AppToken of(Secret accessToken, Duration expiresIn) {
    Objects.requireNonNull(accessToken, "access token");
    if (expiresIn.isZero() || expiresIn.isNegative()) {
      throw new IllegalArgumentException(
          "expires in is zero or less; give the time from now, not a point in time");
    }
    boolean lives2Hours = expiresIn.compareTo(Duration.ofHours(2)) >= 0;
    return new AppToken(accessToken, expiresIn, lives2Hours ? expiresIn.dividedBy(2) : null);
  }

  /**
   * Sets when the token is due for refresh.
   *
   * @param value the time from now; zero or more
   * @return a copy with it
   * @throws IllegalArgumentException if it is negative
   */
  public AppToken refreshIn(Duration value) {
    if (value.isNegative()) {
      throw new IllegalArgumentException("refresh in is negative");
    }
    return new AppToken(accessToken, expiresIn, value);
  }

  /** {@return the token} */
  public Secret accessToken() {
    return accessToken;
  }

  /** {@return how long it lives from its receipt} */
  public Duration expiresIn() {
    return expiresIn;
  }

  /** {@return when it is due for refresh, from its receipt} */
  public Optional<Duration> refreshIn() {
    return Optional.ofNullable(refreshIn);
  }

  /** {@return its life, never the token} */
  @Override
  public String toString() {
    return "AppToken[expiresIn=" + expiresIn + "]";
  }
}
