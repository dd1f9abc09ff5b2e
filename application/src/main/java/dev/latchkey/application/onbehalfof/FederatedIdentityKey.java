package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes two requests for a person whom the application acts for the same.
 *
 * @param person object id or name, and which of the two
 * @param authority who is asked, and in which tenant
 * @param scopes the scopes
 * @param credential what vouches for the application
 * @param claims the claims challenge, or null
 * @param extendedKey the hash of what else sets tokens apart, or null
 * @param authScheme how the token is to be bound, or null
 */
record FederatedIdentityKey(
    String person,
    Authority authority,
    Scopes scopes,
    Secret credential,
    @Nullable ClaimsChallenge claims,
    @Nullable String extendedKey,
    @Nullable AuthScheme authScheme) {

  static FederatedIdentityKey of(UserAudience audience, UserFederatedIdentityRequest request) {
    return new FederatedIdentityKey(
        request
            .objectId()
            .map(it -> "id:" + it)
            .orElseGet(() -> "name:" + request.username().orElse("")),
        audience.authority(),
        request.scopes(),
        request.credential(),
        request.options().claims().orElse(null),
        request.options().extendedKey().orElse(null),
        request.options().authScheme().orElse(null));
  }

  /** {@return the scopes only: who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "FederatedIdentityKey[scopes=" + scopes + "]";
  }
}
