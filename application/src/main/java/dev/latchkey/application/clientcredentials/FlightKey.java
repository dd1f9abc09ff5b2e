package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.Scopes;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Everything that makes two requests of one client the same. Client, authority and tenant are in
 * the partition.
 *
 * @param partition client, environment and tenant
 * @param scopes the scopes
 * @param claims the claims challenge, or null
 * @param extraParameters parameters that the caller adds
 * @param extendedKey the hash of everything else that sets tokens apart, or null
 * @param credential the request's own credential, or null
 * @param authScheme how the token is to be bound, or null
 */
record FlightKey(
    PartitionKey partition,
    Scopes scopes,
    @Nullable ClaimsChallenge claims,
    Map<String, String> extraParameters,
    @Nullable String extendedKey,
    @Nullable ClientCredential credential,
    @Nullable KeyBoundScheme authScheme) {}
