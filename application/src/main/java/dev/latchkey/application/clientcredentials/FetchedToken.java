package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.RegionUse;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.domain.token.TokenType;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/**
 * A token as it came, before time and cache know of it.
 *
 * @param secret the token
 * @param type how it is used
 * @param granted the scopes it was granted for
 * @param realm the tenant that issued it
 * @param expiresIn how long it lives from now
 * @param refreshIn when it is due for refresh, or null
 * @param source where it came from
 * @param region what became of the wish for a region, or null if there was none
 * @param binding the key that it is bound to, or null
 */
record FetchedToken(
    Secret secret,
    TokenType type,
    Scopes granted,
    Realm realm,
    Duration expiresIn,
    @Nullable Duration refreshIn,
    TokenSource source,
    @Nullable RegionUse region,
    @Nullable KeyBinding binding) {}
