package dev.latchkey.domain.token;

import java.util.Collection;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * The scopes of OpenID Connect that the library itself adds when a person signs in: {@code openid},
 * {@code profile}, {@code offline_access}. Callers never give them; they may leave some out.
 * Immutable.
 *
 * @since 0.1
 */
public final class ReservedScopes {

  private static final String OPENID = "openid";
  private static final Scopes ALL = Scopes.of(OPENID, "profile", "offline_access");
  private static final ReservedScopes NOTHING_EXCLUDED = new ReservedScopes(Scopes.none());

  private final Scopes excluded;

  private ReservedScopes(Scopes excluded) {
    this.excluded = excluded;
  }

  /** {@return the rule that adds them all} */
  public static ReservedScopes all() {
    return NOTHING_EXCLUDED;
  }

  /**
   * Leaves scopes out of every request.
   *
   * @param scopes the scopes; offline_access, for one, to get no refresh tokens
   * @return a rule that leaves them out
   * @throws IllegalArgumentException if openid is among them, without which nobody signs in
   */
  public ReservedScopes without(Collection<String> scopes) {
    Scopes out = Scopes.of(scopes);
    if (out.values().contains(OPENID)) {
      throw new IllegalArgumentException(
          "openid cannot be excluded: without it no person signs in; exclude profile or"
              + " offline_access");
    }
    return new ReservedScopes(out);
  }

  /**
   * Refuses reserved scopes that a caller gives.
   *
   * @param given what the caller gave
   * @return the same
   * @throws IllegalArgumentException if a reserved one is among them
   */
  public static Scopes requireNone(Scopes given) {
    for (String scope : given) {
      if (ALL.values().contains(scope)) {
        throw new IllegalArgumentException(
            "scopes ["
                + given
                + "] holds a reserved one; leave "
                + ALL
                + " out, they are added by the library and excluded by excludeScopes(...)");
      }
    }
    return given;
  }

  /**
   * Makes what is sent of what a caller gave.
   *
   * @param given the caller's scopes
   * @return these and the reserved ones, without those excluded
   */
  public Scopes addedTo(Scopes given) {
    NavigableSet<String> all = new TreeSet<>(given.values());
    all.addAll(ALL.values());
    excluded.values().forEach(all::remove);
    return Scopes.sorted(all);
  }

  /** {@return what is left out} */
  @Override
  public String toString() {
    return "ReservedScopes[excluded=" + excluded + "]";
  }
}
