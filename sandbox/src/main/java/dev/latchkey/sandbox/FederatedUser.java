package dev.latchkey.sandbox;

import static java.util.Objects.requireNonNull;

import java.nio.charset.StandardCharsets;
import java.util.UUID;

/**
 * A user of an organization that checks passwords itself, with a federation server of its own.
 * Immutable; {@link #toString()} shows the name alone.
 *
 * @since 0.1
 */
public final class FederatedUser {

  private final String username;
  private final String password;
  private final SamlVersion saml;

  private FederatedUser(String username, String password, SamlVersion saml) {
    this.username = username;
    this.password = password;
    this.saml = saml;
  }

  /**
   * Describes a user whose federation server issues SAML 1.1, as AD FS does.
   *
   * @param username such as {@code mira@contoso.example}
   * @param password what the federation server takes
   * @return the user
   * @since 0.1
   */
  public static FederatedUser of(String username, String password) {
    return new FederatedUser(
        Texts.notEmpty(username, "username"),
        requireNonNull(password, "password"),
        SamlVersion.SAML_1_1);
  }

  /**
   * Makes the federation server issue SAML 2.0.
   *
   * @return a copy of this user
   * @since 0.1
   */
  public FederatedUser saml2() {
    return new FederatedUser(username, password, SamlVersion.SAML_2_0);
  }

  /**
   * Returns the user's name.
   *
   * @return as it was given
   * @since 0.1
   */
  public String username() {
    return username;
  }

  boolean hasPassword(String text) {
    return password.equals(text);
  }

  SamlVersion saml() {
    return saml;
  }

  /** Always the same for one name. */
  UUID objectId() {
    return UUID.nameUUIDFromBytes(username.getBytes(StandardCharsets.UTF_8));
  }

  @Override
  public String toString() {
    return "FederatedUser[" + username + "]";
  }
}
