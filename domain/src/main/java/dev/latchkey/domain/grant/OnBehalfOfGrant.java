package dev.latchkey.domain.grant;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;

/**
 * A token for an API that a middle tier calls for its caller (Entra, by RFC 7523).
 *
 * @param userAssertion the token that the middle tier was called with
 * @param scopes the scopes, the reserved ones included
 * @since 0.1
 */
public record OnBehalfOfGrant(Secret userAssertion, Scopes scopes) implements Grant {

  /**
   * Checks that both are there.
   *
   * @param userAssertion the token that the middle tier was called with
   * @param scopes the scopes, the reserved ones included
   */
  public OnBehalfOfGrant {
    Objects.requireNonNull(userAssertion, "user assertion");
    Objects.requireNonNull(scopes, "scopes");
  }
}
