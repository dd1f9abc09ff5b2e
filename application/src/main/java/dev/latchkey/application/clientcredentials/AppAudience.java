package dev.latchkey.application.clientcredentials;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.token.Scopes;

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

  TokenQuery query(Scopes scopes) {
    return TokenQuery.forApp(partition, scopes, authority.scopeMatching());
  }
}
