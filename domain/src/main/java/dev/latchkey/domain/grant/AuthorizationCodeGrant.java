package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Tokens for a person who has just signed in, by the code that the authority sent with the person
 * (RFC 6749, section 4.1.3; RFC 7636).
 *
 * @param code the code
 * @param redirectUri where the code was sent to, or null if the request for it named none
 * @param codeVerifier what proves that the code was asked for here, or null
 * @param scopes the scopes, the reserved ones included
 * @param wantsSpaCode whether a second code is asked for, for the page to redeem (Entra)
 * @since 0.1
 */
public record AuthorizationCodeGrant(
    Secret code,
    @Nullable URI redirectUri,
    @Nullable Secret codeVerifier,
    Scopes scopes,
    boolean wantsSpaCode)
    implements Grant {

  /**
   * Checks that code and scopes are there.
   *
   * @param code the code
   * @param redirectUri where the code was sent to, or null if the request for it named none
   * @param codeVerifier what proves that the code was asked for here, or null
   * @param scopes the scopes, the reserved ones included
   * @param wantsSpaCode whether a second code is asked for, for the page to redeem (Entra)
   */
  public AuthorizationCodeGrant {
    Objects.requireNonNull(code, "code");
    Objects.requireNonNull(scopes, "scopes");
  }
}
