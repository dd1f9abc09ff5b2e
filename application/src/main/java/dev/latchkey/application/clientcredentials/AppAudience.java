package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.ExtendedKey;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.ClientId;
import org.jspecify.annotations.Nullable;

/**
 * One application in one tenant: where its tokens come from, and where they are kept.
 *
 * @param authority who issues them
 * @param partition where they are kept
 */
record AppAudience(Authority authority, PartitionKey.App partition) {

  static AppAudience of(ClientId clientId, Authority authority) {
    return new AppAudience(
        authority, new PartitionKey.App(clientId, authority.environment(), authority.realm()));
  }

  TokenQuery query(ClientRequest request) {
    TokenQuery query = TokenQuery.forApp(partition, request.scopes(), authority.scopeMatching());
    @Nullable String extended = ExtendedKey.of(request.extraParameters());
    return extended == null ? query : query.boundTo(extended);
  }
}
