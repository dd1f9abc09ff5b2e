package dev.latchkey.examples;

import com.hazelcast.config.Config;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import dev.latchkey.adapters.cache.hazelcast.HazelcastTokenCacheStoreProvider;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.CacheProtection;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;

/**
 * A service for many customers that runs in several processes. Their tokens lie encrypted in a
 * Hazelcast cluster: what one instance has got, the others find.
 *
 * <p>Run it from the root of the project: {@code scripts/example MultiTenantService}.
 */
public final class MultiTenantService {

  private static final String CLIENT_ID = "invoices";
  private static final String SECRET = "not a real one";
  private static final List<String> TENANTS =
      List.of("contoso.onmicrosoft.com", "fabrikam.onmicrosoft.com");

  private MultiTenantService() {}

  /**
   * Runs two instances of the service, the second in a process of its own.
   *
   * @param args nothing, or what the first instance tells the second
   * @throws IOException if the second instance cannot be started
   * @throws InterruptedException if interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    if (args.length == 0) {
      first();
    } else {
      second(args[0], args[1], Path.of(args[2]), Integer.parseInt(args[3]));
    }
  }

  private static void first() throws IOException, InterruptedException {
    String cluster = "example-" + UUID.randomUUID();
    HazelcastInstance hazelcast = Hazelcast.newHazelcastInstance(onLoopback(cluster));
    try (TemporaryFolder temporary = TemporaryFolder.create();
        Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder(CLIENT_ID).secret(SECRET).build())
                .start()) {
      Path folder = temporary.path();
      sandbox.writeCertificateAuthority(folder.resolve("ca.pem"));
      int port = sandbox.address().getPort();
      try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(hazelcast)) {
        serve("first", builder(folder, port).tokenCacheStore(store, protection(folder)));
      }
      ChildProcess.of(
              MultiTenantService.class,
              cluster,
              "127.0.0.1:" + hazelcast.getCluster().getLocalMember().getAddress().getPort(),
              folder.toString(),
              Integer.toString(port))
          .lines()
          .forEach(System.out::println);
    } finally {
      hazelcast.getLifecycleService().terminate();
    }
  }

  private static void second(String cluster, String address, Path folder, int port) {
    Map<String, String> settings = Map.of("cluster-name", cluster, "addresses", address);
    serve(
        "second", builder(folder, port).tokenCacheStore("hazelcast", settings, protection(folder)));
  }

  private static void serve(String instance, ConfidentialClient.Builder service) {
    ClientRequest graph = ClientRequest.of("https://graph.microsoft.com/.default");
    try (ConfidentialClient app = service.build()) {
      for (String tenant : TENANTS) {
        TokenResult token = app.acquireForClient(graph.tenant(tenant));
        System.out.printf("%s instance, %s: token from %s%n", instance, tenant, token.source());
      }
    }
  }

  private static ConfidentialClient.Builder builder(Path folder, int port) {
    return ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
        .authority(Authority.entra(Cloud.PUBLIC, TENANTS.get(0)))
        // A real service leaves out these lines.
        .http(
            HttpSettings.defaults()
                .trust(Trust.caFile(folder.resolve("ca.pem")))
                .connectTo(
                    Map.of(
                        new HostAndPort(Cloud.PUBLIC.host(), 443),
                        new HostAndPort("127.0.0.1", port))));
  }

  /** A real service mounts the keys from where its secrets are, apart from the cluster. */
  private static CacheProtection protection(Path folder) {
    return CacheProtection.encrypted("key-file", Map.of("path", folder.resolve("keys").toString()));
  }

  private static Config onLoopback(String cluster) {
    Config config = new Config();
    config
        .setClusterName(cluster)
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.partition.count", "11");
    NetworkConfig network = config.getNetworkConfig();
    network.setPort(16701).setPortCount(1000).setPortAutoIncrement(true);
    network.getInterfaces().setEnabled(true).addInterface("127.0.0.1");
    network.getJoin().getAutoDetectionConfig().setEnabled(false);
    network.getJoin().getMulticastConfig().setEnabled(false);
    return config;
  }
}
