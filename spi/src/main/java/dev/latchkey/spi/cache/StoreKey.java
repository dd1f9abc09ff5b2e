package dev.latchkey.spi.cache;

import java.util.Objects;

/**
 * Names a partition in a store: opaque, a hash, so that a store learns neither users nor tenants.
 *
 * @param value 1 to 128 letters, digits, hyphens and underscores
 * @since 0.1
 */
public record StoreKey(String value) {

  /** The one key of a store whose layout is {@link StoreLayout#ONE_BLOB}. */
  public static final StoreKey WHOLE = new StoreKey("whole");

  private static final int LONGEST = 128;

  /**
   * Checks the name.
   *
   * @param value 1 to 128 letters, digits, hyphens and underscores
   * @throws IllegalArgumentException if it has another shape
   */
  public StoreKey {
    if (!isName(Objects.requireNonNull(value, "store key"))) {
      throw new IllegalArgumentException(
          "store key is not 1 to 128 letters, digits, hyphens and underscores");
    }
  }

  private static boolean isName(String text) {
    for (int i = 0; i < text.length(); i++) {
      char c = text.charAt(i);
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!isLetter && (c < '0' || c > '9') && c != '-' && c != '_') {
        return false;
      }
    }
    return !text.isEmpty() && text.length() <= LONGEST;
  }

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether the names are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof StoreKey that && value.equals(that.value);
  }

  /** {@return a hash of the name} */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return value;
  }
}
