package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.token.Scopes;
import java.net.URI;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * Asks for the address where an administrator consents for the whole tenant (Entra). Immutable.
 *
 * @since 0.1
 */
public final class AdminConsentRequest {

  private final URI redirectUri;
  private final CallOptions options;
  private final @Nullable String state;
  private final Scopes scopes;

  private AdminConsentRequest(
      URI redirectUri, CallOptions options, @Nullable String state, Scopes scopes) {
    this.redirectUri = redirectUri;
    this.options = options;
    this.state = state;
    this.scopes = scopes;
  }

  /**
   * Asks for consent to everything that the application is registered for.
   *
   * @param redirectUri where the answer goes; absolute, without fragment, exactly as registered
   * @return the request
   * @throws IllegalArgumentException if it is not absolute or has a fragment
   */
  public static AdminConsentRequest of(URI redirectUri) {
    return new AdminConsentRequest(
        AuthorizationOptions.redirectUri(redirectUri), CallOptions.NONE, null, Scopes.none());
  }

  /**
   * Asks for consent to these scopes only.
   *
   * @param values the scopes, each with its resource
   * @return a copy with them
   * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
   */
  public AdminConsentRequest scopes(Collection<String> values) {
    return new AdminConsentRequest(redirectUri, options, state, Scopes.of(values));
  }

  /**
   * Links request and answer; checking it is the application's affair.
   *
   * @param value unguessable, and another one each time; visible ASCII
   * @return a copy with it
   * @throws IllegalArgumentException if it is empty or not visible ASCII
   */
  public AdminConsentRequest state(String value) {
    return new AdminConsentRequest(
        redirectUri, options, AuthorizationOptions.visible("state", value), scopes);
  }

  /**
   * Asks an administrator of another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public AdminConsentRequest tenant(String value) {
    return new AdminConsentRequest(redirectUri, options.withTenant(value), state, scopes);
  }

  /**
   * Asks at another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public AdminConsentRequest authority(Authority value) {
    return new AdminConsentRequest(
        redirectUri, options.withAuthority(Objects.requireNonNull(value)), state, scopes);
  }

  /** {@return where the answer goes} */
  public URI redirectUri() {
    return redirectUri;
  }

  /** {@return what links request and answer} */
  public Optional<String> state() {
    return Optional.ofNullable(state);
  }

  /** {@return the scopes; empty for all that are registered} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return whom to ask} */
  public CallOptions options() {
    return options;
  }

  /** {@return where the answer goes, and scopes} */
  @Override
  public String toString() {
    return "AdminConsentRequest[" + redirectUri + ", scopes=" + scopes + "]";
  }
}
