package dev.latchkey.application.silent;

import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes two silent requests of one client the same.
 *
 * @param person whose token
 * @param authority who is asked, and in which tenant
 * @param scopes the scopes
 * @param claims the claims challenge, or null
 * @param extendedKey the hash of what else sets tokens apart, or null
 * @param authScheme how the token is to be bound, or null
 */
record SilentKey(
    PartitionKey.User person,
    Authority authority,
    Scopes scopes,
    @Nullable ClaimsChallenge claims,
    @Nullable String extendedKey,
    @Nullable AuthScheme authScheme) {

  static SilentKey of(PartitionKey.User person, UserAudience audience, SilentRequest request) {
    return new SilentKey(
        person,
        audience.authority(),
        request.scopes(),
        request.options().claims().orElse(null),
        request.options().extendedKey().orElse(null),
        request.options().authScheme().orElse(null));
  }
}
