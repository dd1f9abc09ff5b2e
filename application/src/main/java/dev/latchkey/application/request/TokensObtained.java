package dev.latchkey.application.request;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.token.Scopes;
import java.util.Collection;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * That a token endpoint has answered somebody else, whose tokens a cache is to have, too. What an
 * ID token says is taken as it is: who brings it has validated it. Immutable, and left as it is by
 * the cache.
 *
 * @since 0.1
 */
public final class TokensObtained {

  private final ClientId clientId;
  private final Authority authority;
  private final Secret response;
  private final Scopes scopes;
  private final @Nullable String grant;
  private final @Nullable String username;

  private TokensObtained(
      ClientId clientId,
      Authority authority,
      Secret response,
      Scopes scopes,
      @Nullable String grant,
      @Nullable String username) {
    this.clientId = clientId;
    this.authority = authority;
    this.response = response;
    this.scopes = scopes;
    this.grant = grant;
    this.username = username;
  }

  /**
   * Tells of an answer.
   *
   * @param clientId the application that was answered
   * @param authority whose token endpoint it was, with the tenant
   * @param response the answer: a JSON object (RFC 6749, section 5.1)
   * @return the event, for no scopes but those in the answer
   */
  public static TokensObtained of(ClientId clientId, Authority authority, Secret response) {
    return new TokensObtained(
        Objects.requireNonNull(clientId, "client id"),
        Objects.requireNonNull(authority, "authority"),
        Objects.requireNonNull(response, "response"),
        Scopes.none(),
        null,
        null);
  }

  /**
   * Tells which scopes were asked for.
   *
   * @param value the scopes, without openid, profile and offline_access
   * @return a copy with them
   * @throws IllegalArgumentException if a scope has a character that RFC 6749 does not allow
   */
  public TokensObtained scopes(Collection<String> value) {
    return new TokensObtained(clientId, authority, response, Scopes.of(value), grant, username);
  }

  /**
   * Tells by which grant a person signed in.
   *
   * @param value such as {@code authorization_code}
   * @return a copy with it
   */
  public TokensObtained grant(String value) {
    Objects.requireNonNull(value, "grant");
    return new TokensObtained(clientId, authority, response, scopes, value, username);
  }

  /**
   * Tells the name a person gave, for where the ID token has none.
   *
   * @param value the name
   * @return a copy with it
   */
  public TokensObtained username(String value) {
    Objects.requireNonNull(value, "user name");
    return new TokensObtained(clientId, authority, response, scopes, grant, value);
  }

  /** {@return the application that was answered} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return whose token endpoint it was} */
  public Authority authority() {
    return authority;
  }

  /** {@return the answer} */
  public Secret response() {
    return response;
  }

  /** {@return the scopes that were asked for} */
  public Scopes scopes() {
    return scopes;
  }

  /** {@return by which grant a person signed in, if that is told} */
  public Optional<String> grant() {
    return Optional.ofNullable(grant);
  }

  /** {@return the name a person gave, if that is told} */
  public Optional<String> username() {
    return Optional.ofNullable(username);
  }

  /** {@return application and authority only} */
  @Override
  public String toString() {
    return "TokensObtained[clientId=" + clientId + ", authority=" + authority + "]";
  }
}
