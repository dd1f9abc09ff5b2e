package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.scheme.AuthScheme;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Map;
import java.util.Objects;

/**
 * Asks for tokens of a person whose password the application was told (RFC 6749, section 4.3). It
 * cannot satisfy a second factor or any other policy that asks the person something, teaches people
 * to type passwords into strange programs, and RFC 9700 forbids it to new applications: prefer any
 * other flow. Immutable; its password is used once.
 *
 * @since 0.1
 */
public final class PasswordRequest {

  private final Scopes scopes;
  private final String username;
  private final Passphrase password;
  private final CallOptions options;

  private PasswordRequest(
      Scopes scopes, String username, Passphrase password, CallOptions options) {
    this.scopes = scopes;
    this.username = username;
    this.password = password;
    this.options = options;
  }

  /**
   * Asks for scopes.
   *
   * @param scopes without openid, profile and offline_access, which the library adds; empty for an
   *     ID token alone
   * @param username the name the person signs in with, usually in the form of an e-mail address
   * @param password the password, the caller's no longer: the characters are overwritten in this
   *     very array when they were used, so that the request serves for one call
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow, or name or password is empty
   */
  public static PasswordRequest of(Collection<String> scopes, String username, char[] password) {
    if (Objects.requireNonNull(password, "password").length == 0) {
      throw new IllegalArgumentException("password is empty; was its variable or file filled?");
    }
    return of(scopes, username, Passphrase.of(password));
  }

  /**
   * Asks for scopes, with a password that is fetched when it is needed.
   *
   * @param scopes without openid, profile and offline_access, which the library adds; empty for an
   *     ID token alone
   * @param username the name the person signs in with, usually in the form of an e-mail address
   * @param password asked for once in each call
   * @return the request
   * @throws IllegalArgumentException if a scope is reserved, or has a character that RFC 6749 does
   *     not allow, or the name is empty
   */
  public static PasswordRequest of(
      Collection<String> scopes, String username, Passphrase password) {
    Objects.requireNonNull(scopes, "scopes");
    if (Objects.requireNonNull(username, "username").isBlank()) {
      throw new IllegalArgumentException("username is empty");
    }
    return new PasswordRequest(
        ReservedScopes.requireNone(Scopes.of(scopes)),
        username,
        Objects.requireNonNull(password, "password"),
        CallOptions.NONE);
  }

  /**
   * Asks in another tenant than the client's.
   *
   * @param value a GUID or a verified domain
   * @return a copy for that tenant
   * @throws IllegalArgumentException if it is neither
   */
  public PasswordRequest tenant(String value) {
    return with(options.withTenant(value));
  }

  /**
   * Asks another authority than the client's.
   *
   * @param value the authority
   * @return a copy for that authority
   */
  public PasswordRequest authority(Authority value) {
    return with(options.withAuthority(value));
  }

  /**
   * Answers a claims challenge.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public PasswordRequest claims(String json) {
    return with(options.withClaims(json));
  }

  /**
   * Asks for claims on the application's own account. Tokens got with different claims are kept
   * apart.
   *
   * @param json one JSON object
   * @return a copy with the claims
   * @throws IllegalArgumentException if it is no JSON object
   */
  public PasswordRequest claimsFromClient(String json) {
    return with(options.withClaimsFromClient(json));
  }

  /**
   * Ties the call to the caller's own logs. Without it an id is made when something is sent.
   *
   * @param value the id
   * @return a copy with it
   */
  public PasswordRequest correlationId(CorrelationId value) {
    return with(options.withCorrelationId(value));
  }

  /**
   * Adds parameters to the token request. Tokens got with different ones are kept apart.
   *
   * @param parameters values by name, in place of those given before
   * @return a copy with them
   * @throws IllegalArgumentException if a name is the library's own, such as client_id
   */
  public PasswordRequest extraParameters(Map<String, String> parameters) {
    return with(options.withExtraParameters(parameters));
  }

  /**
   * Asks for a token that is bound to a key. Use it by {@link
   * dev.latchkey.domain.token.TokenResult#headersFor(String, java.net.URI)}.
   *
   * @param value how it is bound; {@link dev.latchkey.domain.scheme.PopAuthScheme} needs a broker
   * @return a copy with it
   */
  public PasswordRequest authScheme(AuthScheme value) {
    return with(options.withAuthScheme(value));
  }

  private PasswordRequest with(CallOptions next) {
    return new PasswordRequest(scopes, username, password, next);
  }

  /** {@return the scopes, normalised} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return the name the person signs in with} */
  public String username() {
    return username;
  }

  /** {@return the password} */
  public Passphrase password() {
    return password;
  }

  /** {@return everything else} */
  public CallOptions options() {
    return options;
  }

  /** {@return scopes and options; who the person is does not belong in a log} */
  @Override
  public String toString() {
    return "PasswordRequest[scopes=" + scopes + ", " + options + "]";
  }
}
