package dev.latchkey.application.request;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for a token of the host's identity. Make it once and use it for every call. Immutable.
 *
 * @since 0.1
 */
public final class ResourceRequest {

  private static final String DEFAULT = "/.default";

  // Kept as they are handed out: an Optional made on each call would be all the garbage of a hit.
  private final String resource;
  private final Scopes scopes;
  private final Optional<ClaimsChallenge> claims;
  private final boolean forceRefresh;
  private final Optional<CorrelationId> correlationId;

  private ResourceRequest(
      String resource,
      Scopes scopes,
      Optional<ClaimsChallenge> claims,
      boolean forceRefresh,
      Optional<CorrelationId> correlationId) {
    this.resource = resource;
    this.scopes = scopes;
    this.claims = claims;
    this.forceRefresh = forceRefresh;
    this.correlationId = correlationId;
  }

  /**
   * Asks for a resource.
   *
   * @param resource what the token is for, such as {@code https://vault.azure.net}; sent exactly as
   *     given, save that {@code /.default} at its end is cut off: hosts take resources, not scopes
   * @return the request
   * @throws IllegalArgumentException if it is empty, or has a blank or another character that no
   *     scope may have
   */
  public static ResourceRequest of(String resource) {
    String bare =
        Objects.requireNonNull(resource, "resource").endsWith(DEFAULT)
            ? resource.substring(0, resource.length() - DEFAULT.length())
            : resource;
    Scopes scopes = Scopes.of(bare);
    if (scopes.values().size() != 1 || !scopes.text().equals(bare)) {
      throw new IllegalArgumentException(
          "resource is no single one; give one like https://vault.azure.net, without blanks");
    }
    return new ResourceRequest(bare, scopes, Optional.empty(), false, Optional.empty());
  }

  /**
   * Answers a claims challenge: the cached token, which the resource has just refused, is not used.
   * A resource may send one to any application, also if it said nothing of its capabilities: an
   * administrator can revoke all tokens of an identity.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public ResourceRequest claims(String json) {
    return new ResourceRequest(
        resource, scopes, Optional.of(ClaimsChallenge.of(json)), forceRefresh, correlationId);
  }

  /**
   * Asks for a new token even if the cache has one. The host may have a cache of its own, and give
   * the same token again.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public ResourceRequest forceRefresh(boolean value) {
    return new ResourceRequest(resource, scopes, claims, value, correlationId);
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public ResourceRequest correlationId(CorrelationId value) {
    return new ResourceRequest(
        resource,
        scopes,
        claims,
        forceRefresh,
        Optional.of(Objects.requireNonNull(value, "correlation id")));
  }

  /** {@return what the token is for} */
  public String resource() {
    return resource;
  }

  /** {@return the resource as the cache compares it} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the claims challenge to answer} */
  public Optional<ClaimsChallenge> claims() {
    return claims;
  }

  /** {@return whether the cache is passed by} */
  public boolean isForceRefresh() {
    return forceRefresh;
  }

  /** {@return the caller's id} */
  public Optional<CorrelationId> correlationId() {
    return correlationId;
  }

  /** {@return the resource} */
  @Override
  public String toString() {
    return "ResourceRequest[resource=" + resource + "]";
  }
}
