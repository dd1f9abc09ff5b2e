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

  // By hand, as for every key on the way to a first token: a record's own are linked at run time.
  /** {@return whether the texts are equal} */
  @Override
  public boolean equals(Object other) {
    return this == other || other instanceof ClientId that && value.equals(that.value);
  }

  /** {@return a hash of the text} */
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
