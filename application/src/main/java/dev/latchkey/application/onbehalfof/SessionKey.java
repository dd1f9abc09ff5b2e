package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.token.Scopes;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes two wishes of one client the same.
 *
 * @param session whose tokens
 * @param authority who is asked, and in which tenant
 * @param scopes the scopes
 * @param claims the claims challenge, or null
 * @param extendedKey the hash of what else sets tokens apart, or null
 * @param authScheme how the token is to be bound, or null
 * @param asked what tells apart the ways to ask for it
 */
record SessionKey(
    PartitionKey.Obo session,
    Authority authority,
    Scopes scopes,
    @Nullable ClaimsChallenge claims,
    @Nullable String extendedKey,
    @Nullable AuthScheme authScheme,
    String asked) {}
