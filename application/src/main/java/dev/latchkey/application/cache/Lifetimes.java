package dev.latchkey.application.cache;

import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.spi.system.RandomSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Gives tokens their lives. Many processes get tokens at the same time; their refreshes spread. */
public final class Lifetimes {

  private static final Duration MOST_JITTER = Duration.ofMinutes(5);

  private final RandomSource random;

  /**
   * Spreads refreshes.
   *
   * @param random how far each
   */
  public Lifetimes(RandomSource random) {
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Makes a life.
   *
   * @param now when the token came
   * @param expiresIn how long it lives from now
   * @param extendedExpiresIn how long it lives if its issuer has an outage, or null
   * @param refreshIn when the server wants it refreshed, or null
   * @return the life; its early refresh is due up to a tenth of what is left then later
   */
  public Lifetime of(
      Moment now,
      Duration expiresIn,
      @Nullable Duration extendedExpiresIn,
      @Nullable Duration refreshIn) {
    Lifetime lifetime = Lifetime.of(now, expiresIn);
    if (extendedExpiresIn != null) {
      lifetime = lifetime.extendedTo(extendedExpiresIn);
    }
    if (refreshIn == null) {
      return lifetime;
    }
    Duration left = expiresIn.minus(refreshIn);
    if (left.isNegative() || left.isZero()) {
      return lifetime;
    }
    Duration tenth = left.dividedBy(10);
    Duration bound = tenth.compareTo(MOST_JITTER) < 0 ? tenth : MOST_JITTER;
    return lifetime.refreshedIn(refreshIn, random.upTo(bound));
  }
}
