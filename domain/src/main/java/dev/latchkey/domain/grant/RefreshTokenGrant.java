package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;

/**
 * A new token for a person who has signed in before (RFC 6749, section 6).
 *
 * @param refreshToken the refresh token
 * @param scopes the scopes, the reserved ones included
 * @since 0.1
 */
public record RefreshTokenGrant(Secret refreshToken, Scopes scopes) implements Grant {

  /**
   * Checks that both are there.
   *
   * @param refreshToken the refresh token
   * @param scopes the scopes, the reserved ones included
   */
  public RefreshTokenGrant {
    Objects.requireNonNull(refreshToken, "refresh token");
    Objects.requireNonNull(scopes, "scopes");
  }
}
