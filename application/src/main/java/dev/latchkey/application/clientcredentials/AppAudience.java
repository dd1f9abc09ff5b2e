package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.cache.Shelf;
import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.ClientId;

/**
 * One application in one tenant: where its tokens come from, and where they are kept.
 *
 * @param authority who issues them
 * @param partition where they are kept
 * @param shelf where the partition stands
 */
record AppAudience(Authority authority, PartitionKey.App partition, Shelf shelf) {

  static AppAudience of(
      ClientId clientId, Authority authority, Instances instances, PartitionedCache cache) {
    PartitionKey.App partition =
        new PartitionKey.App(clientId, instances.environmentOf(authority), authority.realm());
    return new AppAudience(authority, partition, cache.shelf(partition));
  }

  TokenQuery query(ClientRequest request) {
    TokenQuery query = TokenQuery.forApp(partition, request.scopes(), authority.scopeMatching());
    // Asked for twice, so that a request without one makes no lambda.
    return request.extendedKey().isPresent() ? query.boundTo(request.extendedKey().get()) : query;
  }
}
