package dev.latchkey.domain.grant;

import dev.latchkey.domain.token.Scopes;
import java.util.Objects;

/**
 * A token for the application itself (RFC 6749, section 4.4).
 *
 * @param scopes the scopes, sent exactly as given
 * @since 0.1
 */
public record ClientCredentialsGrant(Scopes scopes) implements Grant {

  /**
   * Checks that the scopes are there.
   *
   * @param scopes the scopes, sent exactly as given
   */
  public ClientCredentialsGrant {
    Objects.requireNonNull(scopes, "scopes");
  }
}
