package dev.latchkey.sandbox;

/**
 * The tenant or realm that a request is addressed to.
 *
 * @param base scheme and host that it was asked under
 * @param segment stands in the address: an id, a placeholder such as {@code common}, or the realm's
 *     name
 * @param tenant whose tokens are issued: the tenant's id, or the realm's name
 */
record Place(Shape shape, String base, String segment, String tenant) {

  /** Whose manners an address has. */
  enum Shape {
    ENTRA,
    REALM
  }

  boolean isRealm() {
    return shape == Shape.REALM;
  }

  /** Goes into tokens. */
  String issuer() {
    return isRealm() ? base + "/realms/" + tenant : base + "/" + tenant + "/v2.0";
  }

  Place in(String id) {
    return new Place(shape, base, segment, id);
  }
}
