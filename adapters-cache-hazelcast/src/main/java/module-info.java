/**
 * Keeps the token cache in a Hazelcast cluster, one entry for each partition.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.cache.hazelcast {
  requires transitive dev.latchkey.spi;
  requires transitive com.hazelcast.core;
  requires transitive static org.jspecify;

  exports dev.latchkey.adapters.cache.hazelcast;

  provides dev.latchkey.spi.cache.TokenCacheStoreProvider with
      dev.latchkey.adapters.cache.hazelcast.HazelcastTokenCacheStoreProvider;
}
