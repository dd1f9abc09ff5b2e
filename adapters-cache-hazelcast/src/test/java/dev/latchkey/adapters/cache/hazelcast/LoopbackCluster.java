package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/** Two members in one JVM that find each other on loopback and nobody else. */
final class LoopbackCluster implements AutoCloseable {

  private final List<HazelcastInstance> members;

  LoopbackCluster() {
    // Other builds on this machine have clusters of other names.
    String name = "test-" + UUID.randomUUID();
    HazelcastInstance one = Hazelcast.newHazelcastInstance(config(name, "127.0.0.1"));
    String address = "127.0.0.1:" + one.getCluster().getLocalMember().getAddress().getPort();
    HazelcastInstance two = Hazelcast.newHazelcastInstance(config(name, address));
    members = List.of(one, two);
    if (two.getCluster().getMembers().size() != 2) {
      close();
      throw new AssertionError("the members did not find each other");
    }
    // The first call gives out partitions, which then move to the second member: a store on a busy
    // machine may give up sooner.
    two.getMap("ready").set("key", "value");
    for (HazelcastInstance member : members) {
      if (!member.getPartitionService().forceLocalMemberToBeSafe(20, TimeUnit.SECONDS)) {
        close();
        throw new AssertionError("the partitions did not come to rest");
      }
    }
  }

  HazelcastInstance member(int number) {
    return members.get(number % members.size());
  }

  @Override
  public void close() {
    members.forEach(member -> member.getLifecycleService().terminate());
  }

  /** A member that joins another on loopback and nobody else. */
  static Config config(String name, String other) {
    Config config = new Config();
    config
        .setClusterName(name)
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.partition.count", "11")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1")
        .setProperty("hazelcast.event.thread.count", "1");
    config.getMetricsConfig().setEnabled(false);
    NetworkConfig network = config.getNetworkConfig();
    // The next free port from here on, which is outside the range that the system gives out.
    network.setPort(15701).setPortCount(1000).setPortAutoIncrement(true);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    network.getJoin().getTcpIpConfig().setEnabled(true).addMember(other);
    return config;
  }
}
