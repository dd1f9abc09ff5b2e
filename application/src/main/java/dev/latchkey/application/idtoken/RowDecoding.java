package dev.latchkey.application.idtoken;

import dev.latchkey.application.cache.Lifetimes;
import dev.latchkey.application.cache.SharedValues;
import dev.latchkey.application.schema.Decoding;
import dev.latchkey.domain.account.IdTokenClaims;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.spi.system.RandomSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Makes entries of what was stored as it makes them of what an authority answers. */
public final class RowDecoding implements Decoding {

  private final SharedValues values;
  private final Lifetimes lifetimes;

  /**
   * Decodes rows.
   *
   * @param random spreads refreshes
   * @param values what entries have in common
   */
  public RowDecoding(RandomSource random, SharedValues values) {
    this.values = Objects.requireNonNull(values, "values");
    this.lifetimes = new Lifetimes(random);
  }

  @Override
  public @Nullable IdTokenClaims claims(Secret idToken) {
    try {
      return new IdTokenReader().decode(idToken);
    } catch (IllegalArgumentException e) {
      // Whoever wrote it was content with it; the access token beside it is good all the same.
      return null;
    }
  }

  @Override
  public Lifetime lifetime(
      Moment received, Duration life, Duration extendedLife, @Nullable Duration refreshIn) {
    return lifetimes.of(received, life, extendedLife, refreshIn);
  }

  @Override
  public <T> T shared(T value) {
    return values.shared(value);
  }
}
