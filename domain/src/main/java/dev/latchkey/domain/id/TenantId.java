package dev.latchkey.domain.id;

import java.util.Locale;
import java.util.Objects;

/**
 * A tenant as an authority names it: a GUID, a verified domain, or one of the placeholders {@code
 * common}, {@code organizations}, {@code consumers}. Immutable.
 *
 * @since 0.1
 */
public final class TenantId {

  private static final int LONGEST = 253;

  private final String value;

  // A GUID's two halves, zero for other names. Each token asked for in a tenant compares two of
  // these objects, and need not fetch the text of either.
  private final long high;
  private final long low;
  private final int hash;

  /**
   * Checks the name and puts it in lower case.
   *
   * @param value the name; letters, digits, dots, hyphens and underscores, at most 253
   * @throws IllegalArgumentException if it has another shape
   */
  public TenantId(String value) {
    this.value = Objects.requireNonNull(value, "tenant").toLowerCase(Locale.ROOT);
    if (!isName(this.value)) {
      throw new IllegalArgumentException(
          "tenant is not a GUID, a domain name or a placeholder such as organizations; it may hold"
              + " letters, digits, dots, hyphens and underscores only");
    }
    Guid guid = this.value.length() == Guid.LENGTH ? Guid.at(0, this.value) : null;
    this.high = guid == null ? 0 : guid.high();
    this.low = guid == null ? 0 : guid.low();
    this.hash = this.value.hashCode();
  }

  // Not by a pattern, which takes longer to compile than the rest of a name takes.
  private static boolean isName(String text) {
    if (text.isEmpty() || text.length() > LONGEST || !isLetterDigitOrUnderscore(text.charAt(0))) {
      return false;
    }
    for (int i = 1; i < text.length(); i++) {
      char c = text.charAt(i);
      if (!isLetterDigitOrUnderscore(c) && c != '.' && c != '-') {
        return false;
      }
    }
    return true;
  }

  private static boolean isLetterDigitOrUnderscore(char c) {
    return c >= 'a' && c <= 'z' || c >= '0' && c <= '9' || c == '_';
  }

  /** {@return the name in lower case} */
  public String value() {
    return value;
  }

  /** {@return whether this stands for many tenants: common, organizations or consumers} */
  public boolean isPlaceholder() {
    return value.equals("common") || value.equals("organizations") || value.equals("consumers");
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof TenantId that
        && high == that.high
        && low == that.low
        && ((high | low) != 0 || value.equals(that.value));
  }

  @Override
  public int hashCode() {
    return hash;
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return value;
  }
}
