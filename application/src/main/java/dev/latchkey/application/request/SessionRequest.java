package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Asks for a token within a long-running on-behalf-of session, when the user and the user's token
 * are long gone. Immutable.
 *
 * @since 0.1
 */
public final class SessionRequest {

  private final Scopes scopes;
  private final String sessionKey;
  private final boolean forceRefresh;
  private final CallOptions options;

  private SessionRequest(
      Scopes scopes, String sessionKey, boolean forceRefresh, CallOptions options) {
    this.scopes = scopes;
    this.sessionKey = sessionKey;
    this.forceRefresh = forceRefresh;
    this.options = options;
  }

  /**
   * Asks for scopes; they may be others than those that the session was begun with.
   *
   * @param scopes of the API downstream, at least one, without openid, profile and offline_access,
   *     which the library adds
   * @param sessionKey the name of the session: {@link OnBehalfOfRequest#sessionKey()} of the
   *     request that began it
   * @return the request
   * @throws IllegalArgumentException if there is no scope, or one is reserved or has a character
   *     that RFC 6749 does not allow, or the key is blank or longer than 512 characters
   */
  public static SessionRequest of(Collection<String> scopes, String sessionKey) {
    Objects.requireNonNull(scopes, "scopes");
    Scopes wanted = ReservedScopes.requireNone(Scopes.of(scopes));
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "scopes is empty; give those of the API that is called on the user's behalf");
    }
    return new SessionRequest(
        wanted, OnBehalfOfRequest.checkedKey(sessionKey), false, CallOptions.NONE);
  }

  /**
   * Asks for a new token even if the cache has one.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public SessionRequest forceRefresh(boolean value) {
    return new SessionRequest(scopes, sessionKey, value, options);
  }

  /**
   * Asks in another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public SessionRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public SessionRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge: the cached token, which the resource has just refused, is not used.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public SessionRequest claims(String json) {
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
  public SessionRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public SessionRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public SessionRequest extraParameters(Map<String, String> parameters) {
    return with(options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound
   * @return a copy with it
   */
  public SessionRequest authScheme(KeyBoundScheme value) {
    return with(options.withAuthScheme(value));
  }

  private SessionRequest with(CallOptions next) {
    return new SessionRequest(scopes, sessionKey, forceRefresh, next);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the name of the session} */
  public String sessionKey() {
    return sessionKey;
  }

  /** {@return whether the cached access token is passed by} */
  public boolean isForceRefresh() {
    return forceRefresh;
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options, never the session: its name may be a user's} */
  @Override
  public String toString() {
    return "SessionRequest[scopes=" + scopes + ", " + options + "]";
  }
}
