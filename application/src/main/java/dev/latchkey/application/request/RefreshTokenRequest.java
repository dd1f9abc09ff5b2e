package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Brings a refresh token in that another library got. Meant for migration only: this library keeps
 * its refresh tokens itself, and silent calls redeem them. Immutable.
 *
 * @since 0.1
 */
public final class RefreshTokenRequest {

  private final Scopes scopes;
  private final Secret refreshToken;
  private final CallOptions options;

  private RefreshTokenRequest(Scopes scopes, Secret refreshToken, CallOptions options) {
    this.scopes = scopes;
    this.refreshToken = refreshToken;
    this.options = options;
  }

  /**
   * Brings a refresh token in.
   *
   * @param scopes those that the token was got for, without openid, profile and offline_access,
   *     which the library adds
   * @param refreshToken the token, verbatim
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public static RefreshTokenRequest of(Collection<String> scopes, Secret refreshToken) {
    Objects.requireNonNull(scopes, "scopes");
    Objects.requireNonNull(refreshToken, "refresh token");
    return new RefreshTokenRequest(
        ReservedScopes.requireNone(Scopes.of(scopes)), refreshToken, CallOptions.NONE);
  }

  /**
   * Asks in another tenant than the client's, such as one where the person is a guest.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public RefreshTokenRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public RefreshTokenRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public RefreshTokenRequest claims(String json) {
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
  public RefreshTokenRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public RefreshTokenRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public RefreshTokenRequest extraParameters(Map<String, String> parameters) {
    return with(options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound; where the refresh token is bound to a key as well, to the same
   *     (RFC 9449, section 5)
   * @return a copy with it
   */
  public RefreshTokenRequest authScheme(KeyBoundScheme value) {
    return with(options.withAuthScheme(value));
  }

  private RefreshTokenRequest with(CallOptions next) {
    return new RefreshTokenRequest(scopes, refreshToken, next);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the token} */
  public Secret refreshToken() {
    return refreshToken;
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options, never the token} */
  @Override
  public String toString() {
    return "RefreshTokenRequest[scopes=" + scopes + ", " + options + "]";
  }
}
