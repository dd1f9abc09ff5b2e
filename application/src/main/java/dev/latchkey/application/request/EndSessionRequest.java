package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import java.net.URI;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the address where a person's own session at the authority ends (OpenID Connect
 * RP-Initiated Logout 1.0). Immutable.
 *
 * @since 0.1
 */
public final class EndSessionRequest {

  private final CallOptions options;
  private final @Nullable URI redirectUri;
  private final @Nullable Secret idTokenHint;
  private final @Nullable String logoutHint;
  private final @Nullable String state;

  private EndSessionRequest(
      CallOptions options,
      @Nullable URI redirectUri,
      @Nullable Secret idTokenHint,
      @Nullable String logoutHint,
      @Nullable String state) {
    this.options = options;
    this.redirectUri = redirectUri;
    this.idTokenHint = idTokenHint;
    this.logoutHint = logoutHint;
    this.state = state;
  }

  /** {@return a request that says no more than who asks} */
  public static EndSessionRequest create() {
    return new EndSessionRequest(CallOptions.NONE, null, null, null, null);
  }

  /**
   * Says where the browser goes afterwards.
   *
   * @param value absolute, without fragment, exactly as registered
   * @return a copy with it
   * @throws IllegalArgumentException if it is not absolute or has a fragment
   */
  public EndSessionRequest postLogoutRedirectUri(URI value) {
    return new EndSessionRequest(
        options, AuthorizationOptions.redirectUri(value), idTokenHint, logoutHint, state);
  }

  /**
   * Shows whose session is meant, so that the authority need not ask. The token is in the address
   * then.
   *
   * @param value an ID token of the person
   * @return a copy with it
   */
  public EndSessionRequest idTokenHint(Secret value) {
    return new EndSessionRequest(
        options, redirectUri, Objects.requireNonNull(value, "id token hint"), logoutHint, state);
  }

  /**
   * Says whose session is meant.
   *
   * @param value for Entra the claim {@code login_hint} of the ID token
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty or not visible ASCII
   */
  public EndSessionRequest logoutHint(String value) {
    return new EndSessionRequest(
        options,
        redirectUri,
        idTokenHint,
        AuthorizationOptions.visible("logout hint", value),
        state);
  }

  /**
   * Links request and return.
   *
   * @param value visible ASCII
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty or not visible ASCII
   */
  public EndSessionRequest state(String value) {
    return new EndSessionRequest(
        options,
        redirectUri,
        idTokenHint,
        logoutHint,
        AuthorizationOptions.visible("state", value));
  }

  /**
   * Signs out at another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public EndSessionRequest authority(Authority value) {
    return new EndSessionRequest(
        options.withAuthority(value), redirectUri, idTokenHint, logoutHint, state);
  }

  /** {@return where the browser goes afterwards} */
  public Optional<URI> postLogoutRedirectUri() {
    return Optional.ofNullable(redirectUri);
  }

  /** {@return an ID token of the person} */
  public Optional<Secret> idTokenHint() {
    return Optional.ofNullable(idTokenHint);
  }

  /** {@return whose session is meant} */
  public Optional<String> logoutHint() {
    return Optional.ofNullable(logoutHint);
  }

  /** {@return what links request and return} */
  public Optional<String> state() {
    return Optional.ofNullable(state);
  }

  /** {@return whom to ask} */
  public CallOptions options() {
    return options;
  }

  /** {@return where the browser goes afterwards; not who is signed out} */
  @Override
  public String toString() {
    return "EndSessionRequest[" + redirectUri + "]";
  }
}
