package dev.latchkey.domain.id;

/**
 * The identifier under which an application is registered with its authority.
 *
 * @param value the identifier, verbatim; visible ASCII without blanks, at most 1,024 characters
 * @since 0.1
 */
public record ClientId(String value) {

  /**
   * Checks the identifier.
   *
   * @param value the identifier, verbatim; visible ASCII without blanks, at most 1,024 characters
   * @throws IllegalArgumentException if it is empty, too long, or has blanks or control characters
   */
  public ClientId {
    SafeText.require("client id", value, 1_024);
  }

  /** {@return the identifier} */
  @Override
  public String toString() {
    return value;
  }
}
