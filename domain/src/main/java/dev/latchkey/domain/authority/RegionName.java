package dev.latchkey.domain.authority;

import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * The name of an Azure region, checked before it becomes part of a host name (Entra).
 *
 * @param value the name in lower case, such as {@code westus2}: a letter, then letters, digits and
 *     hyphens, at most 63, no hyphen at its end
 * @since 0.1
 */
public record RegionName(String value) {

  private static final Pattern SHAPE = Pattern.compile("[a-z](?:[a-z0-9-]{0,61}[a-z0-9])?");

  /**
   * Checks the name, takes blanks out and puts it in lower case.
   *
   * @param value the name in lower case, such as {@code westus2}: a letter, then letters, digits
   *     and hyphens, at most 63, no hyphen at its end
   * @throws IllegalArgumentException if it has another shape
   */
  public RegionName {
    value = Objects.requireNonNull(value, "region").replace(" ", "").toLowerCase(Locale.ROOT);
    if (!SHAPE.matcher(value).matches()) {
      throw new IllegalArgumentException(
          "region is no name such as westus2; it may hold letters, digits and hyphens only");
    }
  }

  /** {@return the name} */
  @Override
  public String toString() {
    return value;
  }
}
