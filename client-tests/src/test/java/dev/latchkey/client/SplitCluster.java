package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import com.hazelcast.config.Config;
import com.hazelcast.config.MapConfig;
import com.hazelcast.config.MergePolicyConfig;
import com.hazelcast.config.NetworkConfig;
import com.hazelcast.core.Hazelcast;
import com.hazelcast.core.HazelcastInstance;
import com.hazelcast.core.LifecycleEvent.LifecycleState;
import com.hazelcast.spi.merge.ExpirationTimeMergePolicy;
import dev.latchkey.adapters.cache.hazelcast.HazelcastTokenCacheStoreProvider;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.cache.TokenCacheStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;

/** Two members and a client over each, whose network is cut and comes back (C-03). */
final class SplitCluster implements AutoCloseable {

  private static final int PEOPLE = 6;
  private static final int HOUR = 3_600;
  // A server that does not end earlier refresh tokens: no half can know what the other was given.
  private static final int ALL_GOOD = 1_000_000;

  private final String cluster = "split-" + UUID.randomUUID();
  private final CountDownLatch merged = new CountDownLatch(1);
  private final SplitNetwork network;
  private final HazelcastInstance one;
  private final HazelcastInstance two;
  private int refreshes;

  SplitCluster(SplitNetwork network) {
    this.network = network;
    this.one = Hazelcast.newHazelcastInstance(member(true));
    this.two = Hazelcast.newHazelcastInstance(member(false));
    for (HazelcastInstance member : List.of(one, two)) {
      member
          .getLifecycleService()
          .addLifecycleListener(
              event -> {
                if (event.getState() == LifecycleState.MERGED) {
                  merged.countDown();
                }
              });
    }
  }

  /**
   * Runs in a network namespace of its own.
   *
   * @param arguments seconds for which the members are apart
   */
  public static void main(String[] arguments) throws Exception {
    try (SplitNetwork network = new SplitNetwork.Firewalled();
        SplitCluster cluster = new SplitCluster(network)) {
      cluster.assertNewestIsKept(Duration.ofSeconds(Long.parseLong(arguments[0])));
    }
    System.exit(0);
  }

  @Override
  public void close() {
    one.getLifecycleService().terminate();
    two.getLifecycleService().terminate();
  }

  void assertNewestIsKept(Duration apart) throws Exception {
    try (RotatingAuthority authority = new RotatingAuthority(HOUR, ALL_GOOD)) {
      List<String> last = splitLife(authority, apart);
      try (TokenCacheStore store = HazelcastTokenCacheStoreProvider.over(two);
          PublicClient client = client(authority, store)) {
        List<Account> people = RefreshingProcess.people(client);
        assertThat(people).hasSize(PEOPLE);
        List<String> kept = new ArrayList<>();
        for (Account person : people) {
          kept.add(client.acquireSilently(request(person)).accessToken().reveal());
        }
        assertThat(kept).isEqualTo(last);
        for (int i = 0; i < PEOPLE; i++) {
          assertThat(number(refreshed(client, people.get(i)))).isEqualTo(number(last.get(i)) + 1);
        }
      }
      assertThat(authority.refusals()).isZero();
      System.out.printf("split for %s, %d refreshes in both halves%n", apart, refreshes);
    }
  }

  /** Tells the access token of each person that came last, some in this half and some in that. */
  private List<String> splitLife(RotatingAuthority authority, Duration apart) throws Exception {
    try (TokenCacheStore here = HazelcastTokenCacheStoreProvider.over(one);
        TokenCacheStore there = HazelcastTokenCacheStoreProvider.over(two);
        PublicClient clientHere = client(authority, here);
        PublicClient clientThere = client(authority, there)) {
      RefreshingProcess.signIn(clientHere, PEOPLE);
      List<Account> people = RefreshingProcess.people(clientThere);
      assertThat(people).hasSize(PEOPLE);
      network.cut();
      await(() -> members(one) == 1 && members(two) == 1);
      long begin = System.nanoTime();
      do {
        for (Account person : people) {
          refreshed(clientHere, person);
          refreshed(clientThere, person);
          // The halves count differently, so that the numbers tell them apart.
          refreshed(clientThere, person);
        }
        // Lives are counted in whole seconds.
        rest(Duration.ofMillis(1_100));
      } while (System.nanoTime() - begin < apart.toNanos());
      List<String> last = new ArrayList<>();
      for (int i = 0; i < PEOPLE; i++) {
        last.add(refreshed(i % 2 == 0 ? clientHere : clientThere, people.get(i)));
      }
      // A life that replacing took is set again behind the save.
      rest(Duration.ofMillis(1_100));
      network.heal();
      assertThat(merged.await(90, TimeUnit.SECONDS)).isTrue();
      await(() -> members(one) == 2 && members(two) == 2);
      return last;
    }
  }

  private String refreshed(PublicClient client, Account person) {
    TokenResult result = client.acquireSilently(request(person).forceRefresh(true));
    assertThat(result.stored()).isTrue();
    refreshes++;
    return result.accessToken().reveal();
  }

  private static SilentRequest request(Account person) {
    return SilentRequest.of(RefreshingProcess.SCOPES, person);
  }

  private static int number(String accessToken) {
    return Integer.parseInt(accessToken.split("-", -1)[2]);
  }

  private static PublicClient client(RotatingAuthority authority, TokenCacheStore store) {
    return RefreshingProcess.client(authority.port(), store, RefreshingProcess.keys(1));
  }

  private static int members(HazelcastInstance member) {
    return member.getCluster().getMembers().size();
  }

  private static void await(BooleanSupplier condition) throws InterruptedException {
    long begin = System.nanoTime();
    while (!condition.getAsBoolean()) {
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(60));
      rest(Duration.ofMillis(20));
    }
  }

  private static void rest(Duration length) throws InterruptedException {
    assertThat(new CountDownLatch(1).await(length.toMillis(), TimeUnit.MILLISECONDS)).isFalse();
  }

  private Config member(boolean first) {
    Config config = new Config();
    config
        .setClusterName(cluster)
        .setProperty("hazelcast.logging.type", "none")
        .setProperty("hazelcast.phone.home.enabled", "false")
        .setProperty("hazelcast.shutdownhook.enabled", "false")
        .setProperty("hazelcast.socket.bind.any", "false")
        .setProperty("hazelcast.socket.client.bind.any", "false")
        .setProperty("hazelcast.wait.seconds.before.join", "0")
        .setProperty("hazelcast.heartbeat.interval.seconds", "1")
        .setProperty("hazelcast.max.no.heartbeat.seconds", "5")
        .setProperty("hazelcast.merge.first.run.delay.seconds", "3")
        .setProperty("hazelcast.merge.next.run.delay.seconds", "3")
        .setProperty("hazelcast.partition.count", "11")
        .setProperty("hazelcast.operation.thread.count", "2")
        .setProperty("hazelcast.operation.generic.thread.count", "2")
        .setProperty("hazelcast.io.thread.count", "1")
        .setProperty("hazelcast.event.thread.count", "1");
    config.getMetricsConfig().setEnabled(false);
    config.addMapConfig(
        new MapConfig("latchkey-tokens")
            .setTimeToLiveSeconds(Math.toIntExact(Duration.ofDays(90).toSeconds()))
            .setMergePolicyConfig(
                new MergePolicyConfig().setPolicy(ExpirationTimeMergePolicy.class.getName())));
    NetworkConfig where = config.getNetworkConfig();
    where.getJoin().getAutoDetectionConfig().setEnabled(false);
    where.getJoin().getMulticastConfig().setEnabled(false);
    where.getJoin().getTcpIpConfig().setEnabled(true);
    network.place(where, first);
    return config;
  }
}
