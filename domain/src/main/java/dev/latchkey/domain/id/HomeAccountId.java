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

  /** {@return the identifier} */
  @Override
  public String toString() {
    return value;
  }
}
