package dev.latchkey.application.request;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;

/**
 * Asks for a token of a person whom the application may act for without them, such as an agent's
 * own user (Entra, user federated identity credential). Immutable.
 *
 * @since 0.1
 */
public final class UserFederatedIdentityRequest {

  private final Scopes scopes;
  private final Secret credential;
  private final Optional<String> objectId;
  private final Optional<String> username;
  private final boolean forceRefresh;
  private final CallOptions options;

  private UserFederatedIdentityRequest(
      Scopes scopes,
      Secret credential,
      Optional<String> objectId,
      Optional<String> username,
      boolean forceRefresh,
      CallOptions options) {
    this.scopes = scopes;
    this.credential = Objects.requireNonNull(credential, "credential");
    this.objectId = objectId;
    this.username = username;
    this.forceRefresh = forceRefresh;
    this.options = options;
  }

  /**
   * Names the person by object id, which nobody else is ever given.
   *
   * @param scopes at least one, without openid, profile and offline_access, which the library adds
   * @param objectId the person's object id in the tenant that is asked
   * @param credential the token that vouches for the application, issued for {@code
   *     api://AzureADTokenExchange}
   * @return the request
   * @throws IllegalArgumentException if there is no scope, or one is reserved or has a character
   *     that RFC 6749 does not allow
   */
  public static UserFederatedIdentityRequest ofObjectId(
      Collection<String> scopes, UUID objectId, Secret credential) {
    return new UserFederatedIdentityRequest(
        checked(scopes),
        credential,
        Optional.of(objectId.toString()),
        Optional.empty(),
        false,
        CallOptions.NONE);
  }

  /**
   * Names the person as they sign in.
   *
   * @param scopes at least one, without openid, profile and offline_access, which the library adds
   * @param username the name, usually in the form of a mail address
   * @param credential the token that vouches for the application, issued for {@code
   *     api://AzureADTokenExchange}
   * @return the request
   * @throws IllegalArgumentException if the name is blank or has control characters, if there is no
   *     scope, or one is reserved or has a character that RFC 6749 does not allow
   */
  public static UserFederatedIdentityRequest ofUsername(
      Collection<String> scopes, String username, Secret credential) {
    if (username.isBlank() || username.chars().anyMatch(Character::isISOControl)) {
      throw new IllegalArgumentException("user name is empty or has control characters");
    }
    return new UserFederatedIdentityRequest(
        checked(scopes),
        credential,
        Optional.empty(),
        Optional.of(username),
        false,
        CallOptions.NONE);
  }

  private static Scopes checked(Collection<String> scopes) {
    Objects.requireNonNull(scopes, "scopes");
    Scopes wanted = ReservedScopes.requireNone(Scopes.of(scopes));
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "scopes is empty; give those of the API that is called for the person");
    }
    return wanted;
  }

  /**
   * Passes the cache by and redeems the credential.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public UserFederatedIdentityRequest forceRefresh(boolean value) {
    return new UserFederatedIdentityRequest(scopes, credential, objectId, username, value, options);
  }

  /**
   * Asks in another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public UserFederatedIdentityRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public UserFederatedIdentityRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge: the cached token, which the resource has just refused, is not used.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public UserFederatedIdentityRequest claims(String json) {
    return with(options.withClaims(json));
  }

  /**
   * Asks for claims on the application's own account. Unlike a {@linkplain #claims challenge} it
   * does not pass the cache by: tokens got with different claims are kept apart.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public UserFederatedIdentityRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public UserFederatedIdentityRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public UserFederatedIdentityRequest extraParameters(Map<String, String> parameters) {
    return with(options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound
   * @return a copy with it
   */
  public UserFederatedIdentityRequest authScheme(KeyBoundScheme value) {
    return with(options.withAuthScheme(value));
  }

  private UserFederatedIdentityRequest with(CallOptions next) {
    return new UserFederatedIdentityRequest(
        scopes, credential, objectId, username, forceRefresh, next);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the token that vouches for the application} */
  public Secret credential() {
    return credential;
  }

  /** {@return the person's object id in lower case, if named by that} */
  public Optional<String> objectId() {
    return objectId;
  }

  /** {@return the person's name, if named by that} */
  public Optional<String> username() {
    return username;
  }

  /** {@return whether the cache is passed by} */
  public boolean isForceRefresh() {
    return forceRefresh;
  }

  /**
   * Asks for the same of a person who is known already.
   *
   * @param account the person
   * @return the request
   */
  public SilentRequest silently(Account account) {
    return SilentRequest.of(scopes, account, options);
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options; neither the person nor the credential belong in a log} */
  @Override
  public String toString() {
    return "UserFederatedIdentityRequest[scopes=" + scopes + ", " + options + "]";
  }
}
