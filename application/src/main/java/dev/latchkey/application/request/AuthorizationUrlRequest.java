package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the address that a person is sent to, and for nothing else: state, nonce and PKCE are
 * the application's own affair here, and so is checking them. {@link AuthCodeFlowRequest} does all
 * that; this is for applications that have done it themselves so far. Immutable.
 *
 * @since 0.1
 */
public final class AuthorizationUrlRequest {

  private static final Pattern CHALLENGE = Pattern.compile("[A-Za-z0-9_-]{43}");

  private final Scopes scopes;
  private final CallOptions options;
  private final AuthorizationOptions authorization;
  private final String responseType;
  private final @Nullable String nonce;
  private final @Nullable String codeChallenge;

  private AuthorizationUrlRequest(
      Scopes scopes,
      CallOptions options,
      AuthorizationOptions authorization,
      String responseType,
      @Nullable String nonce,
      @Nullable String codeChallenge) {
    this.scopes = scopes;
    this.options = options;
    this.authorization = authorization;
    this.responseType = responseType;
    this.nonce = nonce;
    this.codeChallenge = codeChallenge;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes case-sensitive, without openid, profile and offline_access, which the library
   *     adds; may be empty
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public static AuthorizationUrlRequest of(Collection<String> scopes) {
    return new AuthorizationUrlRequest(
        ReservedScopes.requireNone(Scopes.of(scopes)),
        CallOptions.NONE,
        AuthorizationOptions.NONE,
        "code",
        null,
        null);
  }

  /**
   * Says where the answer goes. Without it the authority uses the one that is registered.
   *
   * @param value absolute, without fragment, exactly as registered
   * @return a copy with it
   * @throws IllegalArgumentException if it is not absolute or has a fragment
   */
  public AuthorizationUrlRequest redirectUri(URI value) {
    return with(authorization.withRedirectUri(value));
  }

  /**
   * Links request and answer, which OAuth recommends against forged answers. Nothing is sent by
   * default.
   *
   * @param value unguessable, and another one each time; visible ASCII
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty or not visible ASCII
   */
  public AuthorizationUrlRequest state(String value) {
    return with(authorization.withState(value));
  }

  /**
   * Ties the ID token to this request (OpenID Connect Core, section 3.1.2.1). It is sent as it is;
   * give it again when the code is redeemed.
   *
   * @param value unguessable, and another one each time; visible ASCII
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty or not visible ASCII
   */
  public AuthorizationUrlRequest nonce(String value) {
    return new AuthorizationUrlRequest(
        scopes,
        options,
        authorization,
        responseType,
        AuthorizationOptions.visible("nonce", value),
        codeChallenge);
  }

  /**
   * Sends the challenge of a PKCE verifier, with the method S256 (RFC 7636). Give the verifier when
   * the code is redeemed.
   *
   * @param value SHA-256 of the verifier in base64url without padding: 43 characters
   * @return a copy with it
   * @throws IllegalArgumentException if it has another shape
   */
  public AuthorizationUrlRequest codeChallenge(String value) {
    if (!CHALLENGE.matcher(Objects.requireNonNull(value, "code challenge")).matches()) {
      throw new IllegalArgumentException(
          "code challenge is not SHA-256 in base64url without padding; other methods than S256 are"
              + " not sent");
    }
    return new AuthorizationUrlRequest(scopes, options, authorization, responseType, nonce, value);
  }

  /**
   * Asks for another answer than a code. Others than {@code code} begin the implicit flow, which is
   * not recommended: tokens end up in the browser's history.
   *
   * @param value for example {@code id_token}; {@code code} by default
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty or not visible ASCII
   */
  public AuthorizationUrlRequest responseType(String value) {
    return new AuthorizationUrlRequest(
        scopes,
        options,
        authorization,
        AuthorizationOptions.visible("response type", value),
        nonce,
        codeChallenge);
  }

  /**
   * Says how the answer comes. By default nothing is sent.
   *
   * @param value form_post is recommended
   * @return a copy with it
   */
  public AuthorizationUrlRequest responseMode(ResponseMode value) {
    return with(authorization.withResponseMode(value));
  }

  /**
   * Says what the authority asks of the person. By default nothing is said.
   *
   * @param value the wish
   * @return a copy with it
   */
  public AuthorizationUrlRequest prompt(Prompt value) {
    return with(authorization.withPrompt(value));
  }

  /**
   * Says who is going to sign in.
   *
   * @param value usually the name the person signs in with
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public AuthorizationUrlRequest loginHint(String value) {
    return with(authorization.withLoginHint(value));
  }

  /**
   * Says where the person belongs, so that the page that finds out by the e-mail address is passed
   * over (Entra).
   *
   * @param value {@code consumers}, {@code organizations} or a domain of the tenant
   * @return a copy with it
   * @throws IllegalArgumentException if it is blank
   */
  public AuthorizationUrlRequest domainHint(String value) {
    return with(authorization.withDomainHint(value));
  }

  /**
   * Adds parameters to the address.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public AuthorizationUrlRequest extraQueryParameters(Map<String, String> parameters) {
    return with(authorization.withExtraQuery(parameters));
  }

  /**
   * Signs in to another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public AuthorizationUrlRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Signs in at another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public AuthorizationUrlRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge in the address. Give it again when the code is redeemed.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public AuthorizationUrlRequest claims(String json) {
    return with(options.withClaims(json));
  }

  /**
   * Binds the code to a key where the scheme can, which is DPoP (RFC 9449, section 10). Give the
   * scheme again when the code is redeemed.
   *
   * @param value how the token is going to be bound
   * @return a copy with it
   */
  public AuthorizationUrlRequest authScheme(KeyBoundScheme value) {
    return with(options.withAuthScheme(value));
  }

  private AuthorizationUrlRequest with(CallOptions next) {
    return new AuthorizationUrlRequest(
        scopes, next, authorization, responseType, nonce, codeChallenge);
  }

  private AuthorizationUrlRequest with(AuthorizationOptions next) {
    return new AuthorizationUrlRequest(scopes, options, next, responseType, nonce, codeChallenge);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return what the answer is to be} */
  public String responseType() {
    return responseType;
  }

  /** {@return what ties the ID token to the request} */
  public Optional<String> nonce() {
    return Optional.ofNullable(nonce);
  }

  /** {@return the challenge of the application's PKCE verifier} */
  public Optional<String> codeChallenge() {
    return Optional.ofNullable(codeChallenge);
  }

  /** {@return what else the address says} */
  public AuthorizationOptions authorization() {
    return authorization;
  }

  /** {@return whom to ask, and claims} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options} */
  @Override
  public String toString() {
    return "AuthorizationUrlRequest[scopes=" + scopes + ", " + options + "]";
  }
}
