package dev.latchkey.domain.credential;

import java.util.Objects;
import java.util.function.Supplier;

/**
 * A key that changes during the life of a client.
 *
 * @param current gives the source of the key that is in use now
 * @since 0.1
 */
public record RotatingKeySource(Supplier<? extends KeySource> current) implements KeySource {

  /**
   * Checks that the supplier is there.
   *
   * @param current gives the source of the key that is in use now
   */
  public RotatingKeySource {
    Objects.requireNonNull(current, "current key source");
  }
}
