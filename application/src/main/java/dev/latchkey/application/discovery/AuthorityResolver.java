package dev.latchkey.application.discovery;

import dev.latchkey.application.flight.Turnstile;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.id.RegionName;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Finds the endpoints of authorities, and remembers them for a day; if they cannot be asked again
 * then, for a week. One fetch at a time each.
 */
public final class AuthorityResolver {

  private static final int MOST_AUTHORITIES = 10_000;

  private final Instances instances;
  private final InstanceDiscovery discovery;
  private final LastingMap<Wanted, Endpoints> known;
  private final Turnstile<Wanted> turnstile = new Turnstile<>();

  /** Whose endpoints, and in which region or in none. */
  private record Wanted(Authority authority, @Nullable RegionName region) {}

  /**
   * Resolves for one client.
   *
   * @param instanceDiscovery whether hosts that are not known have to be vouched for
   * @param instances which hosts are known
   * @param stale how long what was told may be out of date while nobody answers
   * @param time decides when to ask again
   */
  public AuthorityResolver(
      boolean instanceDiscovery, Instances instances, Duration stale, TimeSource time) {
    this.instances = Objects.requireNonNull(instances, "instances");
    this.discovery = new InstanceDiscovery(instanceDiscovery, instances, stale, time);
    this.known = new LastingMap<>(MOST_AUTHORITIES, stale, Objects.requireNonNull(time, "time"));
  }

  /**
   * Finds the endpoints.
   *
   * @param authority whose
   * @param conversation used if they are not known
   * @return the endpoints
   * @throws ConfigurationException if the authority does not exist or its metadata is not its own
   * @throws ServiceException if it failed to answer
   */
  public Endpoints resolve(Authority authority, Conversation conversation) {
    return resolve(new Wanted(authority, null), conversation);
  }

  /**
   * Finds the endpoints of a region, which speak for an authority. Its host is not asked about: the
   * authority's is.
   *
   * @param region the region
   * @param authority whose tokens are wanted
   * @param conversation used if they are not known
   * @return the endpoints
   * @throws ConfigurationException if the region has no metadata of its own
   * @throws ServiceException if it failed to answer
   */
  public Endpoints resolveIn(
      RegionName region, EntraAuthority authority, Conversation conversation) {
    return resolve(new Wanted(authority, region), conversation);
  }

  private Endpoints resolve(Wanted wanted, Conversation conversation) {
    Endpoints endpoints = known.get(wanted);
    if (endpoints != null) {
      return endpoints;
    }
    return turnstile.pass(
        wanted,
        conversation.context().deadline(),
        () -> {
          Endpoints meanwhile = known.get(wanted);
          return meanwhile != null ? meanwhile : ask(wanted, conversation);
        });
  }

  private Endpoints ask(Wanted wanted, Conversation conversation) {
    discovery.requireKnown(wanted.authority(), conversation);
    Endpoints old = known.old(wanted);
    if (old == null) {
      return fetch(wanted, null, conversation);
    }
    try {
      return fetch(wanted, InstanceDiscovery.PATIENCE, conversation);
    } catch (CancelledException e) {
      throw e;
    } catch (TokenException e) {
      log()
          .log(
              System.Logger.Level.WARNING,
              "the metadata of {0} cannot be read again ({1}); going on with what it said before",
              wanted.authority(),
              e.getMessage());
      return known.excuse(wanted, old);
    }
  }

  private Endpoints fetch(Wanted wanted, @Nullable Duration patience, Conversation conversation) {
    Authority authority = wanted.authority();
    Authority asked = asked(wanted);
    HttpResponse answer =
        patience == null
            ? conversation.get(asked.metadataUri())
            : conversation.getWithin(patience, asked.metadataUri(), HttpHeaders.none());
    FailureDetails details =
        conversation
            .details()
            .withAnswer(answer.status(), answer.headers().first("content-type").orElse(null), null);
    if (answer.status() >= 500 || answer.status() == 429) {
      throw new ServiceException(
          "the metadata of " + authority + " cannot be had: status " + answer.status(),
          details,
          null);
    }
    if (answer.status() != 200) {
      throw unusable(authority, "status " + answer.status(), details, null);
    }
    try {
      Endpoints endpoints =
          MetadataReader.read(authority, asked, StrictJson.object(answer.bodyText()));
      known.put(wanted, endpoints);
      conversation.keep(asked.metadataUri(), answer);
      return endpoints;
    } catch (IllegalArgumentException e) {
      throw unusable(authority, String.valueOf(e.getMessage()), details, e);
    }
  }

  private Authority asked(Wanted wanted) {
    Authority network = instances.atNetwork(wanted.authority());
    return wanted.region() != null && network instanceof EntraAuthority entra
        ? entra.atHost(Cloud.regionalHost(Instances.hostAndPort(network), wanted.region()))
        : network;
  }

  private static ConfigurationException unusable(
      Authority authority, String why, FailureDetails details, @Nullable Throwable cause) {
    return new ConfigurationException(
        "authority "
            + authority
            + " has no usable metadata ("
            + why
            + "); usual shapes are https://login.microsoftonline.com/{tenant},"
            + " https://{name}.ciamlogin.com and, through Authority.oidc, any issuer",
        details,
        cause);
  }

  // Looked up when there is something to say: the first look-up searches every jar.
  private static System.Logger log() {
    return System.getLogger(AuthorityResolver.class.getName());
  }
}
