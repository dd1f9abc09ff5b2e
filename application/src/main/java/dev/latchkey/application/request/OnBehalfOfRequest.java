package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/**
 * Asks for a token for an API that a middle tier calls on behalf of its caller (Entra, by RFC
 * 7523). The middle tier has to have validated the caller's token before. Immutable.
 *
 * @since 0.1
 */
public final class OnBehalfOfRequest {

  private static final int LONGEST_KEY = 512;

  private final Scopes scopes;
  private final Secret userAssertion;
  private final String assertionHash;
  private final Optional<String> sessionKey;
  private final boolean forceRefresh;
  private final CallOptions options;

  private OnBehalfOfRequest(
      Scopes scopes,
      Secret userAssertion,
      String assertionHash,
      Optional<String> sessionKey,
      boolean forceRefresh,
      CallOptions options) {
    this.scopes = scopes;
    this.userAssertion = userAssertion;
    this.assertionHash = assertionHash;
    this.sessionKey = sessionKey;
    this.forceRefresh = forceRefresh;
    this.options = options;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes of the API downstream, at least one, without openid, profile and offline_access,
   *     which the library adds
   * @param userAssertion the token that the middle tier was called with, verbatim and without the
   *     word Bearer
   * @return the request
   * @throws IllegalArgumentException if there is no scope, or one is reserved or has a character
   *     that RFC 6749 does not allow
   */
  public static OnBehalfOfRequest of(Collection<String> scopes, Secret userAssertion) {
    Objects.requireNonNull(scopes, "scopes");
    Objects.requireNonNull(userAssertion, "user assertion");
    Scopes wanted = ReservedScopes.requireNone(Scopes.of(scopes));
    if (wanted.isEmpty()) {
      throw new IllegalArgumentException(
          "scopes is empty; give those of the API that is called on the user's behalf");
    }
    return new OnBehalfOfRequest(
        wanted, userAssertion, hash(userAssertion), Optional.empty(), false, CallOptions.NONE);
  }

  private static String hash(Secret text) {
    try {
      byte[] digest =
          MessageDigest.getInstance("SHA-256")
              .digest(text.reveal().getBytes(StandardCharsets.UTF_8));
      return Base64.getUrlEncoder().withoutPadding().encodeToString(digest);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /**
   * Names the long-running session that {@code beginOnBehalfOf} opens. It has no effect on {@code
   * acquireOnBehalfOf}.
   *
   * @param value a name that only this user's work has; whoever knows it can go on with the session
   *     within this application
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank or longer than 512 characters
   */
  public OnBehalfOfRequest sessionKey(String value) {
    return new OnBehalfOfRequest(
        scopes,
        userAssertion,
        assertionHash,
        Optional.of(checkedKey(value)),
        forceRefresh,
        options);
  }

  static String checkedKey(String value) {
    Objects.requireNonNull(value, "session key");
    if (value.isBlank() || value.length() > LONGEST_KEY) {
      throw new IllegalArgumentException(
          "session key is blank or longer than " + LONGEST_KEY + " characters");
    }
    return value;
  }

  /**
   * Asks for a new token even if the cache has one.
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public OnBehalfOfRequest forceRefresh(boolean value) {
    return new OnBehalfOfRequest(scopes, userAssertion, assertionHash, sessionKey, value, options);
  }

  /**
   * Asks in another tenant than the client's; for a client of all tenants, in the caller's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public OnBehalfOfRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public OnBehalfOfRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge: the cached token, which the resource has just refused, is not used.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public OnBehalfOfRequest claims(String json) {
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
  public OnBehalfOfRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public OnBehalfOfRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public OnBehalfOfRequest extraParameters(Map<String, String> parameters) {
    return with(options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound
   * @return a copy with it
   */
  public OnBehalfOfRequest authScheme(KeyBoundScheme value) {
    return with(options.withAuthScheme(value));
  }

  private OnBehalfOfRequest with(CallOptions next) {
    return new OnBehalfOfRequest(
        scopes, userAssertion, assertionHash, sessionKey, forceRefresh, next);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the token that the middle tier was called with} */
  public Secret userAssertion() {
    return userAssertion;
  }

  /** {@return the SHA-256 of that token in base64url: what its tokens are kept under} */
  public String assertionHash() {
    return assertionHash;
  }

  /** {@return the name of the long-running session; the {@link #assertionHash()} unless given} */
  public String sessionKey() {
    return sessionKey.orElse(assertionHash);
  }

  /** {@return whether the cache is passed by} */
  public boolean isForceRefresh() {
    return forceRefresh;
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options, never the token or the session} */
  @Override
  public String toString() {
    return "OnBehalfOfRequest[scopes=" + scopes + ", " + options + "]";
  }
}
