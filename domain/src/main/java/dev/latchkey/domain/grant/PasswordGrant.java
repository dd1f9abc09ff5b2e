package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;

/**
 * Tokens for a person whose password the application was told (RFC 6749, section 4.3).
 *
 * @param username the name the person signs in with
 * @param password the password
 * @param scopes the scopes, the reserved ones included
 * @since 0.1
 */
public record PasswordGrant(String username, Secret password, Scopes scopes) implements Grant {

  /**
   * Checks that all are there.
   *
   * @param username the name the person signs in with
   * @param password the password
   * @param scopes the scopes, the reserved ones included
   */
  public PasswordGrant {
    Objects.requireNonNull(username, "user name");
    Objects.requireNonNull(password, "password");
    Objects.requireNonNull(scopes, "scopes");
  }

  /** {@return the scopes only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "PasswordGrant[scopes=" + scopes + "]";
  }
}
