package dev.latchkey.application.request;

import dev.latchkey.application.cache.ExtendedKey;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.TenantId;
import dev.latchkey.domain.scheme.AuthScheme;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * What every request for a person's token may say beside its subject. Requests set it by methods of
 * their own. Immutable.
 *
 * @since 0.1
 */
public final class CallOptions {

  static final CallOptions NONE = new CallOptions(new Builder());

  // Kept as they are handed out: an Optional made on each call would be all the garbage of a hit.
  private final Optional<TenantId> tenant;
  private final Optional<Authority> authority;
  private final Optional<ClaimsChallenge> claims;
  private final Optional<ClaimsChallenge> claimsFromClient;
  private final Optional<CorrelationId> correlationId;
  private final Map<String, String> extraParameters;
  private final Optional<String> extendedKey;
  private final Optional<AuthScheme> authScheme;

  private CallOptions(Builder next) {
    this.tenant = next.tenant;
    this.authority = next.authority;
    this.claims = next.claims;
    this.claimsFromClient = next.claimsFromClient;
    this.correlationId = next.correlationId;
    this.extraParameters = next.extraParameters;
    this.extendedKey = next.extendedKey();
    this.authScheme = next.authScheme;
  }

  /** {@return options that say nothing} */
  public static CallOptions none() {
    return NONE;
  }

  CallOptions withTenant(String value) {
    Builder next = new Builder(this);
    next.tenant = Optional.of(new TenantId(value));
    return new CallOptions(next);
  }

  CallOptions withAuthority(Authority value) {
    Builder next = new Builder(this);
    next.authority = Optional.of(Objects.requireNonNull(value, "authority"));
    return new CallOptions(next);
  }

  CallOptions withClaims(String json) {
    Builder next = new Builder(this);
    next.claims = Optional.of(ClaimsChallenge.of(json));
    return new CallOptions(next);
  }

  CallOptions withClaimsFromClient(String json) {
    Builder next = new Builder(this);
    next.claimsFromClient = Optional.of(ClaimsChallenge.of(json));
    return new CallOptions(next);
  }

  CallOptions withCorrelationId(CorrelationId value) {
    Builder next = new Builder(this);
    next.correlationId = Optional.of(Objects.requireNonNull(value, "correlation id"));
    return new CallOptions(next);
  }

  CallOptions withExtraParameters(Map<String, String> parameters) {
    Builder next = new Builder(this);
    next.extraParameters = ExtraParameters.checked(parameters);
    return new CallOptions(next);
  }

  CallOptions withAuthScheme(AuthScheme value) {
    Builder next = new Builder(this);
    next.authScheme = Optional.of(Objects.requireNonNull(value, "auth scheme"));
    return new CallOptions(next);
  }

  /** {@return the tenant to ask in; empty for the authority's own} */
  public Optional<TenantId> tenant() {
    return tenant;
  }

  /** {@return the authority to ask; empty for the client's} */
  public Optional<Authority> authority() {
    return authority;
  }

  /** {@return the claims challenge to answer} */
  public Optional<ClaimsChallenge> claims() {
    return claims;
  }

  /** {@return claims that the application asks for itself} */
  public Optional<ClaimsChallenge> claimsFromClient() {
    return claimsFromClient;
  }

  /** {@return the caller's id} */
  public Optional<CorrelationId> correlationId() {
    return correlationId;
  }

  /** {@return parameters added to the token request, sorted by name} */
  public Map<String, String> extraParameters() {
    return extraParameters;
  }

  /**
   * {@return a hash of all that sets a token apart in the cache beside its scopes: extra parameters
   * and claims of the application's own; empty if there is nothing of the kind}
   */
  public Optional<String> extendedKey() {
    return extendedKey;
  }

  /** {@return how the token is to be bound; empty for a bearer token} */
  public Optional<AuthScheme> authScheme() {
    return authScheme;
  }

  /** {@return tenant and authority} */
  @Override
  public String toString() {
    return "CallOptions[tenant="
        + tenant.orElse(null)
        + ", authority="
        + authority.orElse(null)
        + "]";
  }

  /** The next options while they are put together. */
  private static final class Builder {

    private Optional<TenantId> tenant = Optional.empty();
    private Optional<Authority> authority = Optional.empty();
    private Optional<ClaimsChallenge> claims = Optional.empty();
    private Optional<ClaimsChallenge> claimsFromClient = Optional.empty();
    private Optional<CorrelationId> correlationId = Optional.empty();
    private Map<String, String> extraParameters = Map.of();
    private Optional<AuthScheme> authScheme = Optional.empty();

    Builder() {}

    Builder(CallOptions from) {
      this.tenant = from.tenant;
      this.authority = from.authority;
      this.claims = from.claims;
      this.claimsFromClient = from.claimsFromClient;
      this.correlationId = from.correlationId;
      this.extraParameters = from.extraParameters;
      this.authScheme = from.authScheme;
    }

    Optional<String> extendedKey() {
      Map<String, String> components = new HashMap<>(extraParameters);
      if (claimsFromClient.isPresent()) {
        components.put("client_claims", claimsFromClient.get().json());
      }
      return components.isEmpty()
          ? Optional.empty()
          : Optional.ofNullable(ExtendedKey.of(components));
    }
  }
}
