package dev.latchkey.application.discovery;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.flight.Turnstile;
import dev.latchkey.application.json.StrictJson;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Endpoints;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** Finds the endpoints of authorities, and remembers them for a day. One fetch at a time each. */
public final class AuthorityResolver {

  private static final Duration MEMORY = Duration.ofDays(1);
  private static final int MOST_AUTHORITIES = 10_000;

  private final boolean instanceDiscovery;
  private final ExpiringMap<Authority, Endpoints> known;
  private final Turnstile<Authority> turnstile = new Turnstile<>();

  /**
   * Resolves for one client.
   *
   * @param instanceDiscovery whether hosts that are not built in have to be vouched for
   * @param time decides when to ask again
   */
  public AuthorityResolver(boolean instanceDiscovery, TimeSource time) {
    this.instanceDiscovery = instanceDiscovery;
    this.known = new ExpiringMap<>(MOST_AUTHORITIES, MEMORY, Objects.requireNonNull(time, "time"));
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
    Endpoints endpoints = known.get(authority);
    if (endpoints != null) {
      return endpoints;
    }
    return turnstile.pass(
        authority,
        conversation.context().deadline(),
        () -> {
          Endpoints meanwhile = known.get(authority);
          return meanwhile != null ? meanwhile : fetch(authority, conversation);
        });
  }

  private Endpoints fetch(Authority authority, Conversation conversation) {
    URI uri =
        instanceDiscovery && authority.needsInstanceDiscovery()
            ? InstanceDiscovery.metadataUri(authority, conversation)
            : authority.metadataUri();
    HttpResponse answer = conversation.get(uri);
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
      Endpoints endpoints = MetadataReader.read(authority, StrictJson.object(answer.bodyText()));
      known.put(authority, endpoints);
      conversation.keep(uri, answer);
      return endpoints;
    } catch (IllegalArgumentException e) {
      throw unusable(authority, String.valueOf(e.getMessage()), details, e);
    }
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
}
