package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.client.HazelcastClient;
import com.hazelcast.client.config.ClientConfig;
import com.hazelcast.client.config.ClientConnectionStrategyConfig.ReconnectMode;
import com.hazelcast.config.Config;
import com.hazelcast.config.JavaSerializationFilterConfig;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.time.Duration;
import java.util.List;

/** Instances that the store starts itself: nothing calls home, nobody is found by chance. */
final class Instances {

  private static final int NET_SECONDS = Math.toIntExact(Duration.ofDays(90).toSeconds());

  private Instances() {}

  /** A client, which connects when it can. */
  static HazelcastInstance client(String cluster, List<String> addresses, Duration timeout) {
    ClientConfig config = new ClientConfig();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty(
        "hazelcast.client.invocation.timeout.seconds",
        Long.toString(Seconds.of(timeout, "timeout")));
    config.getNetworkConfig().setAddresses(addresses);
    config.getNetworkConfig().getAutoDetectionConfig().setEnabled(false);
    // An application starts, and signs its users in, while the cluster is away.
    config
        .getConnectionStrategyConfig()
        .setAsyncStart(true)
        .setReconnectMode(ReconnectMode.ASYNC)
        .getConnectionRetryConfig()
        .setInitialBackoffMillis(250)
        .setMaxBackoffMillis(10_000)
        .setClusterConnectTimeoutMillis(-1);
    config.getSerializationConfig().setJavaSerializationFilterConfig(nothing());
    return HazelcastClient.newHazelcastClient(config);
  }

  /** A member of its own, which joins those at the given addresses. */
  static HazelcastInstance member(
      String cluster, List<String> addresses, String networkInterface, int backups, String map) {
    Config config = new Config();
    config.setClusterName(cluster);
    config.setProperty("hazelcast.phone.home.enabled", "false");
    config.setProperty("hazelcast.shutdownhook.enabled", "false");
    config.setProperty("hazelcast.socket.bind.any", "false");
    NetworkConfig network = config.getNetworkConfig();
    network.getInterfaces().setEnabled(true).addInterface(networkInterface);
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network.getJoin().getTcpIpConfig().setEnabled(true).setMembers(addresses);
    // The life in the map is set with every write; this one is for a writer that dies in between.
    config.addMapConfig(
        new MapConfig(map)
            .setBackupCount(backups)
            .setTimeToLiveSeconds(NET_SECONDS)
            .setMergePolicyConfig(new MergePolicyConfig().setPolicy(MapCheck.NEWEST_WINS)));
    config.addMapConfig(new MapConfig(map + "-locks").setBackupCount(backups));
    config.getSerializationConfig().setJavaSerializationFilterConfig(nothing());
    return Hazelcast.newHazelcastInstance(config);
  }

  /** No class of anybody's: keys are texts, values bytes, holders UUIDs, and all need no Java. */
  private static JavaSerializationFilterConfig nothing() {
    JavaSerializationFilterConfig filter = new JavaSerializationFilterConfig();
    filter.setDefaultsDisabled(true);
    filter.getWhitelist().addClasses("dev.latchkey.none");
    return filter;
  }
}
