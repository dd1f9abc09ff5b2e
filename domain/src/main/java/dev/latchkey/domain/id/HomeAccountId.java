package dev.latchkey.domain.id;

/**
 * A person, the same in every tenant: {@code uid.utid} for Entra, else made from subject and
 * issuer.
 *
 * @param value the identifier, verbatim
 * @since 0.1
 */
public record HomeAccountId(String value) {

  /**
   * Checks the identifier.
   *
   * @param value the identifier, verbatim
   * @throws IllegalArgumentException if it is empty or has blanks
   */
  public HomeAccountId {
    SafeText.require("home account id", value, 2_048);
  }

  /**
   * Tells whether a tenant is the one that the person belongs to (Entra).
   *
   * @param realm the tenant
   * @return whether the identifier ends in it
   */
  public boolean isAtHomeIn(Realm realm) {
    // Asked when tokens are looked up, so nothing is cut off and compared.
    String tenant = realm.value();
    int dot = value.length() - tenant.length() - 1;
    return dot > 0
        && value.charAt(dot) == '.'
        && value.regionMatches(true, dot + 1, tenant, 0, tenant.length());
  }

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether the identifiers are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof HomeAccountId that && value.equals(that.value);
  }

  /** {@return a hash of the identifier} */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** {@return the identifier} */
  @Override
  public String toString() {
    return value;
  }
}
