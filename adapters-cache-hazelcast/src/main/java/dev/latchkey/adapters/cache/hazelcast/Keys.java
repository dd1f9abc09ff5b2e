package dev.latchkey.adapters.cache.hazelcast;

import dev.latchkey.spi.cache.StoreKey;
import java.util.Optional;

/** Keys of the map, which others in the cluster may have put there. */
final class Keys {

  private Keys() {}

  /** A key of ours; empty if it is somebody else's. */
  static Optional<StoreKey> ours(Object key) {
    try {
      return key instanceof String text ? Optional.of(new StoreKey(text)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }
}
