package dev.latchkey.application.request;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for a token of a person who has signed in before, without asking the person. Make it once
 * and use it for every call: its scopes are normalised when it is made. Immutable.
 *
 * @since 0.1
 */
public final class SilentRequest {

  private final Scopes scopes;
  private final Optional<Account> account;
  private final boolean forceRefresh;
  private final CallOptions options;

  private SilentRequest(
      Scopes scopes, Optional<Account> account, boolean forceRefresh, CallOptions options) {
    this.scopes = scopes;
    this.account = account;
    this.forceRefresh = forceRefresh;
    this.options = options;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes without openid, profile and offline_access, which the library adds; empty for an
   *     ID token alone
   * @param account the person, as {@code accounts()} lists them; null if nobody has signed in, and
   *     then nothing is found
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public static SilentRequest of(Collection<String> scopes, @Nullable Account account) {
    return ofScopes(Scopes.of(Objects.requireNonNull(scopes, "scopes")), account);
  }

  /**
   * Asks for scopes that were normalised before, as a service does that asks for many people.
   *
   * @param scopes without openid, profile and offline_access, which the library adds; empty for an
   *     ID token alone
   * @param account the person, as {@code accounts()} lists them; null if nobody has signed in, and
   *     then nothing is found
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved
   */
  public static SilentRequest ofScopes(Scopes scopes, @Nullable Account account) {
    return new SilentRequest(
        ReservedScopes.requireNone(Objects.requireNonNull(scopes, "scopes")),
        Optional.ofNullable(account),
        false,
        CallOptions.NONE);
  }

  static SilentRequest of(Scopes scopes, Account account, CallOptions options) {
    return new SilentRequest(scopes, Optional.of(account), false, options);
  }

  /**
   * Passes the cached access token by and redeems the refresh token.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public SilentRequest forceRefresh(boolean value) {
    return new SilentRequest(scopes, account, value, options);
  }

  /**
   * Asks in another tenant than the client's, such as one where the person is a guest.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public SilentRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public SilentRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge: the cached token, which the resource has just refused, is not used.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public SilentRequest claims(String json) {
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
  public SilentRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public SilentRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public SilentRequest extraParameters(Map<String, String> parameters) {
    return with(options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound; {@link dev.latchkey.domain.scheme.PopAuthScheme} needs a broker
   * @return a copy with it
   */
  public SilentRequest authScheme(AuthScheme value) {
    return with(options.withAuthScheme(value));
  }

  private SilentRequest with(CallOptions next) {
    return new SilentRequest(scopes, account, forceRefresh, next);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the person} */
  public Optional<Account> account() {
    return account;
  }

  /** {@return whether the cached access token is passed by} */
  public boolean isForceRefresh() {
    return forceRefresh;
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options; who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "SilentRequest[scopes=" + scopes + ", " + options + "]";
  }
}
