package dev.latchkey.application.region;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.discovery.AuthorityResolver;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.RegionName;
import dev.latchkey.domain.token.RegionUse;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Leads an application to the endpoints of its region, and to the cloud's own where that fails.
 * What is kept in the cache knows nothing of it.
 */
public final class Regions {

  private static final System.Logger LOG = System.getLogger(Regions.class.getName());

  private static final String FORCED = "MSAL_FORCE_REGION";
  private static final String DISABLED = "MSAL_DISABLE_REGION";
  private static final int MOST_AUTHORITIES = 1_000;

  // How long a region that failed is left alone.
  private static final Duration PAUSE = Duration.ofMinutes(5);

  private final @Nullable Region chosen;
  private final EnvironmentReader environment;
  private final AuthorityResolver resolver;
  private final RegionDetection detection;
  private final ExpiringMap<EntraAuthority, RegionUse> failed;

  /**
   * Leads one client.
   *
   * @param chosen what the application chose, or null for nothing
   * @param environment may force a region
   * @param resolver finds endpoints
   * @param time decides when to try again
   */
  public Regions(
      @Nullable Region chosen,
      EnvironmentReader environment,
      AuthorityResolver resolver,
      TimeSource time) {
    this.chosen = chosen;
    this.environment = Objects.requireNonNull(environment, "environment");
    this.resolver = Objects.requireNonNull(resolver, "resolver");
    this.detection = new RegionDetection(environment, time);
    this.failed = new ExpiringMap<>(MOST_AUTHORITIES, PAUSE, time);
  }

  /**
   * Finds the way to a token.
   *
   * @param authority who issues it
   * @param conversation asks whom it takes
   * @return the way
   */
  public RegionalRoute route(Authority authority, Conversation conversation) {
    RegionFinding wanted = authority instanceof EntraAuthority ? wanted(conversation) : null;
    if (wanted == null) {
      return new RegionalRoute(resolver.resolve(authority, conversation), null);
    }
    RegionName region = wanted.region();
    if (region == null) {
      return new RegionalRoute(
          resolver.resolve(authority, conversation),
          RegionUse.fellBack(wanted.source(), null, wanted.reason()));
    }
    return route((EntraAuthority) authority, wanted.source(), region, conversation);
  }

  private RegionalRoute route(
      EntraAuthority authority,
      RegionUse.Source source,
      RegionName region,
      Conversation conversation) {
    RegionUse failure = failed.get(authority);
    if (failure != null) {
      return new RegionalRoute(resolver.resolve(authority, conversation), failure);
    }
    try {
      return new RegionalRoute(
          resolver.resolveIn(region, authority, conversation), RegionUse.answered(source, region));
    } catch (CancelledException e) {
      throw e;
    } catch (TokenException e) {
      return instead(authority, RegionUse.answered(source, region), e, conversation);
    }
  }

  /**
   * Finds the way to a token when the region's endpoint cannot be reached.
   *
   * @param authority who issues it
   * @param tried the way that failed
   * @param failure how
   * @param conversation asks whom it takes
   * @return the way around the region
   */
  public RegionalRoute around(
      Authority authority, RegionalRoute tried, TokenException failure, Conversation conversation) {
    return instead(
        (EntraAuthority) authority,
        Objects.requireNonNull(tried.use(), "region"),
        failure,
        conversation);
  }

  private RegionalRoute instead(
      EntraAuthority authority, RegionUse wish, TokenException failure, Conversation conversation) {
    RegionUse use =
        RegionUse.fellBack(
            wish.source(),
            wish.region().orElse(null),
            "the region's endpoint failed: " + failure.getMessage());
    failed.put(authority, use);
    LOG.log(System.Logger.Level.WARNING, "{0} is asked without a region: {1}", authority, use);
    return new RegionalRoute(resolver.resolve(authority, conversation), use);
  }

  private @Nullable RegionFinding wanted(Conversation conversation) {
    if (environment.variable(DISABLED).filter(it -> !it.isEmpty()).isPresent()) {
      // Whoever runs the machine has the last word.
      return chosen == null || chosen.equals(Region.never())
          ? null
          : RegionFinding.none("the variable " + DISABLED + " is set");
    }
    if (chosen == null) {
      return environment
          .variable(FORCED)
          .flatMap(text -> named(FORCED, text))
          .map(name -> RegionFinding.of(RegionUse.Source.FORCED, name))
          .orElse(null);
    }
    if (chosen.isAutomatic()) {
      return detection.find(conversation);
    }
    return chosen
        .name()
        .map(name -> RegionFinding.of(RegionUse.Source.APPLICATION, name))
        .orElse(null);
  }

  // A variable may be anybody's; what is no region in it never becomes part of a host.
  static Optional<RegionName> named(String variable, String text) {
    try {
      return Optional.of(new RegionName(text));
    } catch (IllegalArgumentException e) {
      LOG.log(
          System.Logger.Level.WARNING,
          "the variable {0} is left out: {1}",
          variable,
          e.getMessage());
      return Optional.empty();
    }
  }
}
