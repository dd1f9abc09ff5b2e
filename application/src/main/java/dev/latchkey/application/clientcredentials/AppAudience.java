package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.cache.Shelf;
import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.scheme.BoundKeys;
import dev.latchkey.application.scheme.KeyBinding;
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
 * @param shelf where the partition stands
 * @param keys what tokens are bound to
 */
record AppAudience(Authority authority, PartitionKey.App partition, Shelf shelf, BoundKeys keys) {

  static AppAudience of(
      ClientId clientId,
      Authority authority,
      Instances instances,
      PartitionedCache cache,
      BoundKeys keys) {
    PartitionKey.App partition =
        new PartitionKey.App(clientId, instances.environmentOf(authority), authority.realm());
    return new AppAudience(authority, partition, cache.shelf(partition), keys);
  }

  TokenQuery query(ClientRequest request) {
    TokenQuery query = TokenQuery.forApp(partition, request.scopes(), authority.scopeMatching());
    // Asked for twice, so that a request without one makes no lambda.
    if (request.extendedKey().isPresent()) {
      query = query.setApart(request.extendedKey().get());
    }
    KeyBinding key = binding(request);
    return key == null ? query : query.boundTo(key.tokenType(), key);
  }

  @Nullable KeyBinding binding(ClientRequest request) {
    return request.authScheme().isPresent()
        ? keys.of(request.authScheme().get(), authority, request.credential().orElse(null))
        : null;
  }
}
