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

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether the hosts are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Environment that && value.equals(that.value);
  }

  /** {@return a hash of the host} */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** {@return the host} */
  @Override
  public String toString() {
    return value;
  }
}
