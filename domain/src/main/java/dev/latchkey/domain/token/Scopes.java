package dev.latchkey.domain.token;

import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.NavigableSet;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;

/**
 * A set of scopes (RFC 6749, section 3.3), normalised once: distinct, sorted by code point, joined
 * by one blank. Immutable; equal where the normalised text is.
 *
 * @since 0.1
 */
public final class Scopes implements Iterable<String> {

  private static final Scopes NONE = new Scopes(List.of());

  private final List<String> values;
  private final String text;
  private final String folded;

  private Scopes(List<String> sorted) {
    this.values = sorted;
    this.text = String.join(" ", sorted);
    this.folded = text.toLowerCase(Locale.ROOT);
  }

  /** {@return the empty set} */
  public static Scopes none() {
    return NONE;
  }

  /**
   * Makes a set.
   *
   * @param scopes the scopes; each may hold several, parted by blanks
   * @return the normalised set
   * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
   */
  public static Scopes of(String... scopes) {
    return of(List.of(scopes));
  }

  /**
   * Makes a set.
   *
   * @param scopes the scopes; each may hold several, parted by blanks
   * @return the normalised set
   * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
   */
  public static Scopes of(Collection<String> scopes) {
    NavigableSet<String> sorted = new TreeSet<>();
    for (String scope : scopes) {
      split(Objects.requireNonNull(scope, "scope"), sorted);
    }
    return sorted(sorted);
  }

  // Each by itself, and with none but the characters that it may have.
  static Scopes sorted(NavigableSet<String> values) {
    return values.isEmpty() ? NONE : new Scopes(List.copyOf(values));
  }

  private static void split(String text, Set<String> into) {
    int start = 0;
    for (int i = 0; i <= text.length(); i++) {
      char c = i == text.length() ? ' ' : text.charAt(i);
      if (c == ' ') {
        if (i > start) {
          into.add(text.substring(start, i));
        }
        start = i + 1;
      } else if (c < ' ' || c > '~' || c == '"' || c == '\\') {
        throw new IllegalArgumentException(
            "scopes has a character that no scope may have at position "
                + i
                + "; allowed is visible ASCII without quote and backslash (RFC 6749, section 3.3)");
      }
    }
  }

  /** {@return whether no scope is in the set} */
  public boolean isEmpty() {
    return values.isEmpty();
  }

  /** {@return the scopes, sorted} */
  public List<String> values() {
    return values;
  }

  /** {@return the normalised text, letter case kept} */
  public String text() {
    return text;
  }

  /**
   * Names the set for look-ups.
   *
   * @param matching how the authority compares
   * @return the same text for sets that the authority holds equal
   */
  public String key(ScopeMatching matching) {
    return matching == ScopeMatching.IGNORE_CASE ? folded : text;
  }

  /**
   * Tells whether a token for this set serves a wish for another.
   *
   * @param wish the scopes wanted
   * @param matching how the authority compares
   * @return whether each scope of the wish is in this set
   */
  public boolean covers(Scopes wish, ScopeMatching matching) {
    for (String wanted : wish.values) {
      if (!holds(wanted, matching)) {
        return false;
      }
    }
    return true;
  }

  private boolean holds(String wanted, ScopeMatching matching) {
    for (String value : values) {
      if (matching == ScopeMatching.IGNORE_CASE
          ? value.equalsIgnoreCase(wanted)
          : value.equals(wanted)) {
        return true;
      }
    }
    return false;
  }

  /** {@return the scopes, sorted} */
  @Override
  public Iterator<String> iterator() {
    return values.iterator();
  }

  /** {@return whether the other has the same scopes, letter case included} */
  @Override
  public boolean equals(Object other) {
    return other instanceof Scopes that && text.equals(that.text);
  }

  /** {@return a hash of the normalised text} */
  @Override
  public int hashCode() {
    return text.hashCode();
  }

  /** {@return the normalised text} */
  @Override
  public String toString() {
    return text;
  }
}
