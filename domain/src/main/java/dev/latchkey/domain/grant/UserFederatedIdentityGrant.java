package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for a person whom an application may act for without them, such as an agent's own user
 * (Entra, {@code user_fic}).
 *
 * @param credential the token that vouches for the application: its federated identity credential
 * @param objectId the person's object id in the tenant; null if the name is given
 * @param username the person's name; null if the object id is given
 * @param scopes the scopes, the reserved ones included
 * @since 0.1
 */
public record UserFederatedIdentityGrant(
    Secret credential, @Nullable String objectId, @Nullable String username, Scopes scopes)
    implements Grant {

  /**
   * Checks that the person is named in one way.
   *
   * @param credential the token that vouches for the application: its federated identity credential
   * @param objectId the person's object id in the tenant; null if the name is given
   * @param username the person's name; null if the object id is given
   * @param scopes the scopes, the reserved ones included
   * @throws IllegalArgumentException if the person is named in both ways, or in none
   */
  public UserFederatedIdentityGrant {
    Objects.requireNonNull(credential, "credential");
    Objects.requireNonNull(scopes, "scopes");
    if ((objectId == null) == (username == null)) {
      throw new IllegalArgumentException("name the person by object id or by user name, not both");
    }
  }

  /** {@return the scopes only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "UserFederatedIdentityGrant[scopes=" + scopes + "]";
  }
}
