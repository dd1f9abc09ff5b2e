package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Redeems a code whose answer the application has checked itself (RFC 6749, section 4.1.3). For
 * applications that begin with {@link AuthorizationUrlRequest}; all others complete a flow.
 * Immutable.
 *
 * @since 0.1
 */
public final class AuthCodeRequest {

  private final Secret code;
  private final Scopes scopes;
  private final CallOptions options;
  private final @Nullable URI redirectUri;
  private final @Nullable Secret codeVerifier;
  private final @Nullable Secret nonce;
  private final boolean wantsSpaCode;

  private AuthCodeRequest(Builder draft) {
    this.code = draft.code;
    this.scopes = draft.scopes;
    this.options = draft.options;
    this.redirectUri = draft.redirectUri;
    this.codeVerifier = draft.codeVerifier;
    this.nonce = draft.nonce;
    this.wantsSpaCode = draft.wantsSpaCode;
  }

  /**
   * Redeems a code.
   *
   * @param code as the authority sent it
   * @param scopes those the token is for: if the person consented to several APIs, those of one of
   *     them; without openid, profile and offline_access, which the library adds
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow
   */
  public static AuthCodeRequest of(Secret code, Collection<String> scopes) {
    return new AuthCodeRequest(
        new Builder(
            Objects.requireNonNull(code, "code"),
            ReservedScopes.requireNone(Scopes.of(Objects.requireNonNull(scopes, "scopes")))));
  }

  /**
   * Says where the code was sent to: what the address said, if it said so.
   *
   * @param value absolute, without fragment
   * @return a copy with it
   * @throws IllegalArgumentException if it is not absolute or has a fragment
   */
  public AuthCodeRequest redirectUri(URI value) {
    Builder next = new Builder(this);
    next.redirectUri = AuthorizationOptions.redirectUri(value);
    return new AuthCodeRequest(next);
  }

  /**
   * Proves that the code was asked for here (RFC 7636), if the address had a challenge.
   *
   * @param value 43 to 128 letters, digits, dots, hyphens, underscores and tildes
   * @return a copy with it
   * @throws IllegalArgumentException if it has another shape
   */
  public AuthCodeRequest codeVerifier(Secret value) {
    if (!value.reveal().matches("[A-Za-z0-9._~-]{43,128}")) {
      throw new IllegalArgumentException(
          "code verifier is not made of 43 to 128 letters, digits, dots, hyphens, underscores and"
              + " tildes (RFC 7636, section 4.1)");
    }
    Builder next = new Builder(this);
    next.codeVerifier = value;
    return new AuthCodeRequest(next);
  }

  /**
   * Has the ID token checked for the nonce that the address had.
   *
   * @param value the nonce, as it was sent
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty
   */
  public AuthCodeRequest nonce(String value) {
    Builder next = new Builder(this);
    next.nonce = Secret.of(value);
    return new AuthCodeRequest(next);
  }

  /**
   * Asks for a second code beside the tokens, for the page of a single-page application to redeem
   * by itself (Entra).
   *
   * @param value whether to
   * @return a copy that does, or does not
   */
  public AuthCodeRequest spaCode(boolean value) {
    Builder next = new Builder(this);
    next.wantsSpaCode = value;
    return new AuthCodeRequest(next);
  }

  /**
   * Redeems in another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public AuthCodeRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Redeems at another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public AuthCodeRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public AuthCodeRequest claims(String json) {
    return with(options.withClaims(json));
  }

  /**
   * Asks for claims on the application's own account. Tokens got with different ones are kept
   * apart.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public AuthCodeRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public AuthCodeRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public AuthCodeRequest extraParameters(Map<String, String> parameters) {
    return with(options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound
   * @return a copy with it
   */
  public AuthCodeRequest authScheme(KeyBoundScheme value) {
    return with(options.withAuthScheme(value));
  }

  private AuthCodeRequest with(CallOptions value) {
    Builder next = new Builder(this);
    next.options = value;
    return new AuthCodeRequest(next);
  }

  /** {@return the code} */
  public Secret code() {
    return code;
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return where the code was sent to} */
  public Optional<URI> redirectUri() {
    return Optional.ofNullable(redirectUri);
  }

  /** {@return what proves that the code was asked for here} */
  public Optional<Secret> codeVerifier() {
    return Optional.ofNullable(codeVerifier);
  }

  /** {@return what the ID token has to repeat} */
  public Optional<Secret> nonce() {
    return Optional.ofNullable(nonce);
  }

  /** {@return whether a code for the page is asked for beside the tokens} */
  public boolean wantsSpaCode() {
    return wantsSpaCode;
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options, never the code} */
  @Override
  public String toString() {
    return "AuthCodeRequest[scopes=" + scopes + ", " + options + "]";
  }

  /** The next request while it is put together. */
  private static final class Builder {

    private final Secret code;
    private final Scopes scopes;
    private CallOptions options = CallOptions.NONE;
    private @Nullable URI redirectUri;
    private @Nullable Secret codeVerifier;
    private @Nullable Secret nonce;
    private boolean wantsSpaCode;

    Builder(Secret code, Scopes scopes) {
      this.code = code;
      this.scopes = scopes;
    }

    Builder(AuthCodeRequest from) {
      this(from.code, from.scopes);
      this.options = from.options;
      this.redirectUri = from.redirectUri;
      this.codeVerifier = from.codeVerifier;
      this.nonce = from.nonce;
      this.wantsSpaCode = from.wantsSpaCode;
    }
  }
}
