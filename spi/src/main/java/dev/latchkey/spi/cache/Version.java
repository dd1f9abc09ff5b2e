package dev.latchkey.spi.cache;

import java.util.Objects;

/**
 * Tells one content of a partition from every other. Only the store that made it reads it; others
 * compare. Different bytes never have the same version; equal bytes may, also when others came in
 * between.
 *
 * @param value the store's own text; empty for a partition that does not exist
 * @since 0.1
 */
public record Version(String value) {

  /** The version of a partition that does not exist. */
  public static final Version ABSENT = new Version("");

  /**
   * Checks that the text is there.
   *
   * @param value the store's own text; empty for a partition that does not exist
   */
  public Version {
    Objects.requireNonNull(value, "version");
  }

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether the texts are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Version that && value.equals(that.value);
  }

  /** {@return a hash of the text} */
  @Override
  public int hashCode() {
    return value.hashCode();
  }
}
