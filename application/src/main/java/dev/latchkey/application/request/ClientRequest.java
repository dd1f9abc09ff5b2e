package dev.latchkey.application.request;

import dev.latchkey.application.cache.ExtendedKey;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.id.TenantId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.HashMap;
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
  private final Scopes scopes;
  private final Optional<TenantId> tenant;
  private final Optional<ClaimsChallenge> claims;
  private final boolean forceRefresh;
  private final Optional<CorrelationId> correlationId;
  private final Map<String, String> extraParameters;
  private final Optional<ClaimsChallenge> claimsFromClient;
  private final Optional<String> fmiPath;
  private final Optional<ClientCredential> credential;
  private final Optional<String> extendedKey;
  private final Optional<KeyBoundScheme> authScheme;

  private ClientRequest(Builder next) {
    this.scopes = next.scopes;
    this.tenant = next.tenant;
    this.claims = next.claims;
    this.forceRefresh = next.forceRefresh;
    this.correlationId = next.correlationId;
    this.extraParameters = next.extraParameters;
    this.claimsFromClient = next.claimsFromClient;
    this.fmiPath = next.fmiPath;
    this.credential = next.credential;
    this.extendedKey = next.extendedKey();
    this.authScheme = next.authScheme;
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
    return new ClientRequest(new Builder(scopes));
  }

  /**
   * Asks in another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public ClientRequest tenant(String value) {
    Builder next = new Builder(this);
    next.tenant = Optional.of(new TenantId(value));
    return new ClientRequest(next);
  }

  /**
   * Answers a claims challenge: the cached token, which the resource has just refused, is not used.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public ClientRequest claims(String json) {
    Builder next = new Builder(this);
    next.claims = Optional.of(ClaimsChallenge.of(json));
    return new ClientRequest(next);
  }

  /**
   * Asks for claims on the application's own account. Unlike a {@linkplain #claims challenge} it
   * does not pass the cache by: tokens got with different claims are kept apart.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public ClientRequest claimsFromClient(String json) {
    Builder next = new Builder(this);
    next.claimsFromClient = Optional.of(ClaimsChallenge.of(json));
    return new ClientRequest(next);
  }

  /**
   * Asks for the token of a federated managed identity (Entra). Tokens for different paths are kept
   * apart.
   *
   * @param value its path
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public ClientRequest fmiPath(String value) {
    if (Objects.requireNonNull(value, "FMI path").isBlank()) {
      throw new IllegalArgumentException("FMI path is empty; leave the option out instead");
    }
    Builder next = new Builder(this);
    next.fmiPath = Optional.of(value);
    return new ClientRequest(next);
  }

  /**
   * Proves the client's identity with another credential than the client's own. It has no part in
   * the cache: a token that is there is used whatever it was got with.
   *
   * @param value the credential; give the same object each time, since it is opened but once
   * @return a copy with it
   */
  public ClientRequest credential(ClientCredential value) {
    Builder next = new Builder(this);
    next.credential = Optional.of(Objects.requireNonNull(value, "credential"));
    return new ClientRequest(next);
  }

  /**
   * Asks for a new token even if the cache has one.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public ClientRequest forceRefresh(boolean value) {
    Builder next = new Builder(this);
    next.forceRefresh = value;
    return new ClientRequest(next);
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public ClientRequest correlationId(CorrelationId value) {
    Builder next = new Builder(this);
    next.correlationId = Optional.of(Objects.requireNonNull(value, "correlation id"));
    return new ClientRequest(next);
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public ClientRequest extraParameters(Map<String, String> parameters) {
    Builder next = new Builder(this);
    next.extraParameters = ExtraParameters.checked(parameters);
    return new ClientRequest(next);
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound
   * @return a copy with it
   */
  public ClientRequest authScheme(KeyBoundScheme value) {
    Builder next = new Builder(this);
    next.authScheme = Optional.of(Objects.requireNonNull(value, "auth scheme"));
    return new ClientRequest(next);
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

  /** {@return claims that the application asks for itself} */
  public Optional<ClaimsChallenge> claimsFromClient() {
    return claimsFromClient;
  }

  /** {@return the path of the federated managed identity} */
  public Optional<String> fmiPath() {
    return fmiPath;
  }

  /** {@return the credential of this request; empty for the client's} */
  public Optional<ClientCredential> credential() {
    return credential;
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

  /**
   * {@return a hash of all that sets the token apart in the cache beside its scopes: extra
   * parameters, FMI path, claims of the application's own; empty if there is nothing of the kind}
   */
  public Optional<String> extendedKey() {
    return extendedKey;
  }

  /** {@return how the token is to be bound; empty for a bearer token} */
  public Optional<KeyBoundScheme> authScheme() {
    return authScheme;
  }

  /** {@return scopes and tenant} */
  @Override
  public String toString() {
    return "ClientRequest[scopes=" + scopes + ", tenant=" + tenant.orElse(null) + "]";
  }

  /** The next request while it is put together. */
  private static final class Builder {

    private final Scopes scopes;
    private Optional<TenantId> tenant = Optional.empty();
    private Optional<ClaimsChallenge> claims = Optional.empty();
    private boolean forceRefresh;
    private Optional<CorrelationId> correlationId = Optional.empty();
    private Map<String, String> extraParameters = Map.of();
    private Optional<ClaimsChallenge> claimsFromClient = Optional.empty();
    private Optional<String> fmiPath = Optional.empty();
    private Optional<ClientCredential> credential = Optional.empty();
    private Optional<KeyBoundScheme> authScheme = Optional.empty();

    Builder(Scopes scopes) {
      this.scopes = scopes;
    }

    Builder(ClientRequest request) {
      this(request.scopes);
      this.tenant = request.tenant;
      this.claims = request.claims;
      this.forceRefresh = request.forceRefresh;
      this.correlationId = request.correlationId;
      this.extraParameters = request.extraParameters;
      this.claimsFromClient = request.claimsFromClient;
      this.fmiPath = request.fmiPath;
      this.credential = request.credential;
      this.authScheme = request.authScheme;
    }

    Optional<String> extendedKey() {
      Map<String, String> components = new HashMap<>(extraParameters);
      fmiPath.ifPresent(path -> components.put("fmi_path", path));
      claimsFromClient.ifPresent(own -> components.put("client_claims", own.json()));
      return Optional.ofNullable(ExtendedKey.of(components));
    }
  }
}
