package dev.latchkey.domain.id;

import java.util.Locale;
import java.util.Objects;

/**
 * The host that a cached token belongs to: the preferred host of a known cloud, else the
 * authority's own host, with its port where one was written.
 *
 * @param value host or host:port, in lower case
 * @since 0.1
 */
public record Environment(String value) {

  /**
   * Checks the host and puts it in lower case.
   *
   * @param value host or host:port, in lower case
   * @throws IllegalArgumentException if it is empty or has blanks
   */
  public Environment {
    value = Objects.requireNonNull(value, "environment").toLowerCase(Locale.ROOT);
    SafeText.require("environment", value, 300);
  }

  /** {@return the host} */
  @Override
  public String toString() {
    return value;
  }
}
