package dev.latchkey.domain.id;

import java.util.Objects;

/**
 * The division of an authority's host that a token belongs to: the tenant for Entra kinds, {@code
 * adfs} for ADFS, the issuer's path for any other OpenID provider.
 *
 * @param value the division; empty for an issuer without a path
 * @since 0.1
 */
public record Realm(String value) {

  /**
   * Checks that the text is there.
   *
   * @param value the division; empty for an issuer without a path
   */
  public Realm {
    Objects.requireNonNull(value, "realm");
  }

  /** {@return whether it stands for whichever tenant a person is at home in (Entra)} */
  public boolean isAnyTenant() {
    return value.equals("common") || value.equals("organizations");
  }

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether the texts are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof Realm that && value.equals(that.value);
  }

  /** {@return a hash of the text} */
  @Override
  public int hashCode() {
    return value.hashCode();
  }

  /** {@return the division} */
  @Override
  public String toString() {
    return value;
  }
}
