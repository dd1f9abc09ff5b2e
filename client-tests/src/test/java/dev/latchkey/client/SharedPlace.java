package dev.latchkey.client;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.core.HazelcastInstance;
import dev.latchkey.adapters.cache.file.FileTokenCacheStoreProvider;
import dev.latchkey.adapters.cache.hazelcast.HazelcastTokenCacheStoreProvider;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.nio.file.Path;

/**
 * Where processes keep tokens together.
 *
 * @param name a file, or the name of a cluster and one of its members, with an @ between
 */
record SharedPlace(String name) {

  static SharedPlace file(Path file) {
    return new SharedPlace(file.toString());
  }

  static SharedPlace cluster(String cluster, int port) {
    return new SharedPlace(cluster + "@127.0.0.1:" + port);
  }

  Opened open() {
    int at = name.indexOf('@');
    if (at < 0) {
      TokenCacheStore file = FileTokenCacheStoreProvider.at(Path.of(name));
      return new Opened(file, file::close);
    }
    ClientConfig config = new ClientConfig();
    config
        .setClusterName(name.substring(0, at))
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false");
    config.getMetricsConfig().setEnabled(false);
    config.getNetworkConfig().addAddress(name.substring(at + 1));
    HazelcastInstance client = HazelcastClient.newHazelcastClient(config);
    TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(client);
    return new Opened(
        store,
        () -> {
          store.close();
          client.getLifecycleService().terminate();
        });
  }

  /**
   * A store of one process.
   *
   * @param store the store
   * @param end closes it, and what is behind it
   */
  record Opened(TokenCacheStore store, Runnable end) implements AutoCloseable {

    @Override
    public void close() {
      end.run();
    }
  }
}
