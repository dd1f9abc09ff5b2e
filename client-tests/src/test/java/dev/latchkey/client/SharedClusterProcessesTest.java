package dev.latchkey.client;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Clients in processes of their own over one cluster, encrypted. */
@DisplayName("Processes that refresh tokens of one cluster")
class SharedClusterProcessesTest {

  private HazelcastInstance one;
  private HazelcastInstance two;

  @BeforeEach
  void begin() {
    String name = "test-" + UUID.randomUUID();
    one = Hazelcast.newHazelcastInstance(member(name, "127.0.0.1"));
    two = Hazelcast.newHazelcastInstance(member(name, "127.0.0.1:" + port(one)));
  }

  @AfterEach
  void end() {
    one.getLifecycleService().terminate();
    two.getLifecycleService().terminate();
  }

  @Test
  @Timeout(180)
  @DisplayName("send one request for one expired token (C-05)")
  void sendOneRequest() throws Exception {
    processes().assertOneRequest(3, 100);
  }

  @Test
  @Tag("long")
  @Timeout(600)
  @DisplayName("send one request for one expired token: three with three hundred threads (C-05)")
  void nineHundredThreadsSendOneRequest() throws Exception {
    processes().assertOneRequest(3, 300);
  }

  @Test
  @Timeout(240)
  @DisplayName("lose nobody where the second use of a refresh token is refused (C-07)")
  void loseNobodyToRotation() throws Exception {
    processes().assertNobodyIsLostToRotation(3, 2, 10);
  }

  @Test
  @Tag("long")
  @Timeout(1_800)
  @DisplayName("lose nobody in thousands of rotations (C-07)")
  void loseNobodyInThousandsOfRotations() throws Exception {
    processes().assertNobodyIsLostToRotation(3, 8, Integer.getInteger("rotation.calls", 600));
  }

  @Test
  @Timeout(240)
  @DisplayName("lose nobody when they are killed and started again (C-05, C-06)")
  void loseNobodyWhenKilled() throws Exception {
    processes().assertNobodyIsLostToKills(2, 10, 2);
  }

  private SharedProcesses processes() {
    return new SharedProcesses(SharedPlace.cluster(one.getConfig().getClusterName(), port(one)), 1);
  }

  private static int port(HazelcastInstance member) {
    return member.getCluster().getLocalMember().getAddress().getPort();
  }

  private static Config member(String name, String other) {
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
