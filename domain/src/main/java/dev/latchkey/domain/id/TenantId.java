package dev.latchkey.domain.id;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * A tenant as an authority names it: a GUID, a verified domain, or one of the placeholders {@code
 * common}, {@code organizations}, {@code consumers}.
 *
 * @param value the name in lower case; letters, digits, dots, hyphens and underscores, at most 253
 * @since 0.1
 */
public record TenantId(String value) {

  private static final Pattern SHAPE = Pattern.compile("[a-z0-9_][a-z0-9._-]{0,252}");

  /**
   * Checks the name and puts it in lower case.
   *
   * @param value the name in lower case; letters, digits, dots, hyphens and underscores, at most
   *     253
   * @throws IllegalArgumentException if it has another shape
   */
  public TenantId {
    value = Objects.requireNonNull(value, "tenant").toLowerCase(Locale.ROOT);
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "tenant is not a GUID, a domain name or a placeholder such as organizations; it may hold"
              + " letters, digits, dots, hyphens and underscores only");
    }
  }

  /** {@return whether this stands for many tenants: common, organizations or consumers} */
  public boolean isPlaceholder() {
    return value.equals("common") || value.equals("organizations") || value.equals("consumers");
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return value;
  }
}
