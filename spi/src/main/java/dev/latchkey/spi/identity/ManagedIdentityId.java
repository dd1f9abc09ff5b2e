package dev.latchkey.spi.identity;

import java.util.Objects;

/**
 * Which identity of the host.
 *
 * @param kind how it is named
 * @param value its name; empty for the one that the host itself has
 * @since 0.1
 */
public record ManagedIdentityId(Kind kind, String value) {

  /**
   * Checks that the name is there where one is needed.
   *
   * @param kind how it is named
   * @param value its name; empty for the one that the host itself has
   * @throws IllegalArgumentException if a user-assigned identity has no name, or the system's has
   */
  public ManagedIdentityId {
    Objects.requireNonNull(kind, "kind");
    Objects.requireNonNull(value, "managed identity id");
    if ((kind == Kind.SYSTEM_ASSIGNED) != value.isEmpty() || value.isBlank() && !value.isEmpty()) {
      throw new IllegalArgumentException(
          "a user-assigned identity has a name, the system-assigned one has none");
    }
    if (value.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("managed identity id has a control character");
    }
  }

  /** {@return the identity that the host itself has} */
  public static ManagedIdentityId systemAssigned() {
    return new ManagedIdentityId(Kind.SYSTEM_ASSIGNED, "");
  }

  /**
   * An identity that was assigned to the host.
   *
   * @param value its client id
   * @return the id
   */
  public static ManagedIdentityId clientId(String value) {
    return new ManagedIdentityId(Kind.CLIENT_ID, value);
  }

  /**
   * An identity that was assigned to the host.
   *
   * @param value its resource id: {@code /subscriptions/…}
   * @return the id
   */
  public static ManagedIdentityId resourceId(String value) {
    return new ManagedIdentityId(Kind.RESOURCE_ID, value);
  }

  /**
   * An identity that was assigned to the host.
   *
   * @param value its object id, also called principal id
   * @return the id
   */
  public static ManagedIdentityId objectId(String value) {
    return new ManagedIdentityId(Kind.OBJECT_ID, value);
  }

  /**
   * How an identity is named.
   *
   * @since 0.1
   */
  public enum Kind {
    /** It is the host's own. */
    SYSTEM_ASSIGNED,
    /** By its client id. */
    CLIENT_ID,
    /** By its resource id. */
    RESOURCE_ID,
    /** By its object id. */
    OBJECT_ID
  }
}
