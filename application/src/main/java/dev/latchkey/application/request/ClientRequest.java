package dev.latchkey.application.request;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.TenantId;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for a token of the application itself. Make it once and use it for every call: its scopes
 * are normalised when it is made. Immutable.
 *
 * @since 0.1
 */
public final class ClientRequest {

  // Kept as they are handed out: an Optional made on each call would be all the garbage of a hit.
  private final Optional<TenantId> tenant;
  private final Optional<ClaimsChallenge> claims;
  private final Optional<CorrelationId> correlationId;
  private final Scopes scopes;
  private final boolean forceRefresh;
  private final Map<String, String> extraParameters;

  private ClientRequest(
      Scopes scopes,
      Optional<TenantId> tenant,
      Optional<ClaimsChallenge> claims,
      boolean forceRefresh,
      Optional<CorrelationId> correlationId,
      Map<String, String> extraParameters) {
    this.scopes = scopes;
    this.tenant = tenant;
    this.claims = claims;
    this.forceRefresh = forceRefresh;
    this.correlationId = correlationId;
    this.extraParameters = extraParameters;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes sent exactly as given; for Entra the resource with {@code /.default}
   * @return the request
   * @throws IllegalArgumentException if there is none, or one has a character that RFC 6749 does
   *     not allow
   */
  public static ClientRequest of(String... scopes) {
    return of(Scopes.of(scopes));
  }

  /**
   * Asks for scopes.
   *
   * @param scopes sent exactly as given; for Entra the resource with {@code /.default}
   * @return the request
   * @throws IllegalArgumentException if there is none, or one has a character that RFC 6749 does
   *     not allow
   */
  public static ClientRequest of(Collection<String> scopes) {
    return of(Scopes.of(scopes));
  }

  private static ClientRequest of(Scopes scopes) {
    if (scopes.isEmpty()) {
      throw new IllegalArgumentException(
          "scopes is empty; give at least one, such as https://graph.microsoft.com/.default");
    }
    return new ClientRequest(
        scopes, Optional.empty(), Optional.empty(), false, Optional.empty(), Map.of());
  }

  /**
   * Asks in another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public ClientRequest tenant(String value) {
    return new ClientRequest(
        scopes,
        Optional.of(new TenantId(value)),
        claims,
        forceRefresh,
        correlationId,
        extraParameters);
  }

  /**
   * Answers a claims challenge: the cached token, which the resource has just refused, is not used.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public ClientRequest claims(String json) {
    return new ClientRequest(
        scopes,
        tenant,
        Optional.of(ClaimsChallenge.of(json)),
        forceRefresh,
        correlationId,
        extraParameters);
  }

  /**
   * Asks for a new token even if the cache has one.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public ClientRequest forceRefresh(boolean value) {
    return new ClientRequest(scopes, tenant, claims, value, correlationId, extraParameters);
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public ClientRequest correlationId(CorrelationId value) {
    return new ClientRequest(
        scopes,
        tenant,
        claims,
        forceRefresh,
        Optional.of(Objects.requireNonNull(value, "correlation id")),
        extraParameters);
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public ClientRequest extraParameters(Map<String, String> parameters) {
    return new ClientRequest(
        scopes, tenant, claims, forceRefresh, correlationId, ExtraParameters.checked(parameters));
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the tenant to ask in; empty for the client's} */
  public Optional<TenantId> tenant() {
    return tenant;
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

  /** {@return parameters added to the token request, sorted by name} */
  public Map<String, String> extraParameters() {
    return extraParameters;
  }

  /** {@return scopes and tenant} */
  @Override
  public String toString() {
    return "ClientRequest[scopes=" + scopes + ", tenant=" + tenant.orElse(null) + "]";
  }
}
