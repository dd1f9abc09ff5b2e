package dev.latchkey.application.refreshtoken;

import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes two refresh tokens that are brought in the same.
 *
 * @param authority who is asked
 * @param scopes the scopes
 * @param refreshToken the token
 * @param claims the claims challenge, or null
 * @param extendedKey the hash of what else sets tokens apart, or null
 * @param authScheme how the token is to be bound, or null
 */
record ImportKey(
    Authority authority,
    Scopes scopes,
    Secret refreshToken,
    @Nullable ClaimsChallenge claims,
    @Nullable String extendedKey,
    @Nullable AuthScheme authScheme) {

  static ImportKey of(UserAudience audience, RefreshTokenRequest request) {
    return new ImportKey(
        audience.authority(),
        request.scopes(),
        request.refreshToken(),
        request.options().claims().orElse(null),
        request.options().extendedKey().orElse(null),
        request.options().authScheme().orElse(null));
  }
}
