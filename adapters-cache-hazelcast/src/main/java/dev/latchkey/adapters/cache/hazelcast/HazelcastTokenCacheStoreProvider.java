package dev.latchkey.adapters.cache.hazelcast;

import com.hazelcast.core.HazelcastException;
import com.hazelcast.core.HazelcastInstance;
import dev.latchkey.domain.error.CacheException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.cache.TokenCacheStore;
import dev.latchkey.spi.cache.TokenCacheStoreProvider;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.Supplier;

/**
 * Keeps the token cache in a Hazelcast cluster: over an instance that the application has, as a
 * client, or as a member. Settings:
 *
 * <ul>
 *   <li>{@code mode}: {@code client}, which is the default, or {@code member}
 *   <li>{@code addresses}: hosts with ports, separated by commas; those to connect to or to join. A
 *       member may have none, and then waits for others to join it
 *   <li>{@code cluster-name}: {@code dev} by default, as everywhere in Hazelcast
 *   <li>{@code map}: the name of the map, {@code latchkey-tokens} by default. A second one, of the
 *       same name and {@code -locks}, holds the locks
 *   <li>{@code timeout}: the longest that a call may take, as {@code PT2S}, which is the default;
 *       at most a minute
 *   <li>{@code interface}: for a member, the address that it listens on, such as {@code 10.3.*.*}
 *   <li>{@code backups}: for a member, how many synchronous backups; 1 to 6, 1 by default
 * </ul>
 *
 * <p>For TLS, credentials of the cluster and all else, make the instance and call {@link #over}.
 *
 * @since 0.1
 */
public final class HazelcastTokenCacheStoreProvider implements TokenCacheStoreProvider {

  private static final String DEFAULT_MAP = "latchkey-tokens";
  private static final Duration DEFAULT_TIMEOUT = Duration.ofSeconds(2);
  private static final Duration LONGEST_TIMEOUT = Duration.ofMinutes(1);
  private static final Set<String> KNOWN =
      Set.of("mode", "addresses", "cluster-name", "map", "timeout", "interface", "backups");

  /** Does nothing; {@link #open} does. */
  public HazelcastTokenCacheStoreProvider() {}

  /**
   * Opens a store over an instance, a member's or a client's, in the map {@code latchkey-tokens}.
   * Warns in the log if a member's map has another merge policy than {@code
   * ExpirationTimeMergePolicy}, by which a healed split keeps what was saved last.
   *
   * @param hazelcast the instance, which stays the caller's to shut down
   * @return a store that the caller closes
   * @throws ConfigurationException if the instance is a member's and the map is so configured that
   *     it would lose tokens or show old ones: without synchronous backup, with eviction, with a
   *     near cache, with reads from backups. A client cannot see this
   */
  public static TokenCacheStore over(HazelcastInstance hazelcast) {
    return over(hazelcast, DEFAULT_MAP);
  }

  /**
   * Opens a store over an instance, a member's or a client's.
   *
   * @param hazelcast the instance, which stays the caller's to shut down
   * @param map the name of the map; nothing else may be kept there
   * @return a store that the caller closes
   * @throws ConfigurationException as in {@link #over(HazelcastInstance)}
   */
  public static TokenCacheStore over(HazelcastInstance hazelcast, String map) {
    Objects.requireNonNull(hazelcast, "hazelcast");
    Objects.requireNonNull(map, "map");
    MapCheck.check(hazelcast, map);
    return new HazelcastTokenCacheStore(hazelcast, map, DEFAULT_TIMEOUT, () -> {});
  }

  @Override
  public String name() {
    return "hazelcast";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public TokenCacheStore open(Map<String, String> settings) {
    Settings read = new Settings("the Hazelcast store", settings, KNOWN);
    String map = read.text("map", DEFAULT_MAP);
    Duration timeout = read.duration("timeout", DEFAULT_TIMEOUT, LONGEST_TIMEOUT);
    String cluster = read.text("cluster-name", "dev");
    List<String> addresses = addresses(read.text("addresses", ""));
    HazelcastInstance hazelcast =
        switch (read.text("mode", "client")) {
          case "client" -> {
            read.required("addresses");
            read.refuse("interface", "a member's");
            read.refuse("backups", "a member's");
            yield started(() -> Instances.client(cluster, addresses, timeout));
          }
          case "member" -> {
            String bound = read.required("interface");
            int backups = read.number("backups", 1, 6);
            yield started(() -> Instances.member(cluster, addresses, bound, backups, map));
          }
          default ->
              throw new ConfigurationException(
                  "setting mode of the Hazelcast store is not client or member");
        };
    return new HazelcastTokenCacheStore(
        hazelcast, map, timeout, () -> hazelcast.getLifecycleService().shutdown());
  }

  private static HazelcastInstance started(Supplier<HazelcastInstance> start) {
    try {
      return start.get();
    } catch (HazelcastException | IllegalStateException e) {
      throw new CacheException("Hazelcast could not be started", FailureDetails.none(), e);
    }
  }

  private static List<String> addresses(String text) {
    return Arrays.stream(text.split(",", -1))
        .map(String::strip)
        .filter(address -> !address.isEmpty())
        .toList();
  }
}
