package dev.latchkey.domain.id;

import java.util.Objects;
import java.util.UUID;

/**
 * Ties one operation to the log lines of the service that answered it.
 *
 * @param value the identifier that is sent
 * @since 0.1
 */
public record CorrelationId(UUID value) {

  /**
   * Checks that the identifier is there.
   *
   * @param value the identifier that is sent
   */
  public CorrelationId {
    Objects.requireNonNull(value, "correlation id");
  }

  /**
   * Reads an identifier.
   *
   * @param text a UUID in its usual form of 36 characters
   * @return the identifier
   * @throws IllegalArgumentException if the text is no UUID
   */
  @SuppressWarnings("UnusedException") // see below
  public static CorrelationId parse(String text) {
    if (Objects.requireNonNull(text, "correlation id").length() != 36) {
      throw new IllegalArgumentException("correlation id is not a UUID of 36 characters");
    }
    try {
      return new CorrelationId(UUID.fromString(text));
    } catch (IllegalArgumentException e) {
      // Without its cause, whose message repeats what may have been put here by mistake.
      throw new IllegalArgumentException("correlation id is not a UUID of 36 characters");
    }
  }

  /** {@return the identifier in its usual form} */
  @Override
  public String toString() {
    return value.toString();
  }
}
