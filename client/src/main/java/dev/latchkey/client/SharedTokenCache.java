package dev.latchkey.client;

import dev.latchkey.client.internal.CacheParts;

/** A token cache and nothing more. */
final class SharedTokenCache extends TokenCache {

  SharedTokenCache(CacheParts parts) {
    super(parts);
  }
}
