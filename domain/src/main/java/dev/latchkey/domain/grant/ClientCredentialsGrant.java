package dev.latchkey.domain.grant;

import dev.latchkey.domain.token.Scopes;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A token for the application itself (RFC 6749, section 4.4).
 *
 * @param scopes the scopes, sent exactly as given
 * @param fmiPath for which federated managed identity (Entra), or null
 * @since 0.1
 */
public record ClientCredentialsGrant(Scopes scopes, @Nullable String fmiPath) implements Grant {

  /**
   * Checks that the scopes are there.
   *
   * @param scopes the scopes, sent exactly as given
   * @param fmiPath for which federated managed identity (Entra), or null
   */
  public ClientCredentialsGrant {
    Objects.requireNonNull(scopes, "scopes");
  }
}
