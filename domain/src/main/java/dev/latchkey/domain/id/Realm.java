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

  /** {@return the division} */
  @Override
  public String toString() {
    return value;
  }
}
