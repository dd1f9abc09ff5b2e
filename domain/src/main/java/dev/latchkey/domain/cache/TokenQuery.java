package dev.latchkey.domain.cache;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Which access token is wanted from a partition. Immutable.
 *
 * @since 0.1
 */
public final class TokenQuery {

  private final ClientId clientId;
  private final Environment environment;
  private final Realm realm;
  private final Scopes scopes;
  private final ScopeMatching matching;
  private final TokenType type;
  private final @Nullable String keyId;

  private TokenQuery(
      ClientId clientId,
      Environment environment,
      Realm realm,
      Scopes scopes,
      ScopeMatching matching,
      TokenType type,
      @Nullable String keyId) {
    this.clientId = clientId;
    this.environment = environment;
    this.realm = realm;
    this.scopes = scopes;
    this.matching = matching;
    this.type = type;
    this.keyId = keyId;
  }

  /**
   * Asks for an application's own bearer token.
   *
   * @param partition the application and tenant
   * @param scopes the scopes wanted
   * @param matching how the authority compares scopes
   * @return the query
   */
  public static TokenQuery forApp(
      PartitionKey.App partition, Scopes scopes, ScopeMatching matching) {
    return new TokenQuery(
        partition.clientId(),
        partition.environment(),
        partition.realm(),
        Objects.requireNonNull(scopes, "scopes"),
        matching,
        TokenType.BEARER,
        null);
  }

  /**
   * Asks for a person's bearer token.
   *
   * @param clientId the application
   * @param environment the authority's environment
   * @param realm the tenant
   * @param scopes the scopes wanted
   * @param matching how the authority compares scopes
   * @return the query
   */
  public static TokenQuery forUser(
      ClientId clientId,
      Environment environment,
      Realm realm,
      Scopes scopes,
      ScopeMatching matching) {
    return new TokenQuery(
        Objects.requireNonNull(clientId, "client id"),
        Objects.requireNonNull(environment, "environment"),
        Objects.requireNonNull(realm, "realm"),
        Objects.requireNonNull(scopes, "scopes"),
        matching,
        TokenType.BEARER,
        null);
  }

  /**
   * Asks for a token that is bound to a key.
   *
   * @param value the id of the key
   * @return a copy that matches tokens of that key only
   */
  public TokenQuery boundTo(String value) {
    return new TokenQuery(clientId, environment, realm, scopes, matching, type, value);
  }

  /**
   * Asks for a person's token of another type than bearer.
   *
   * @param value the type
   * @return a copy that matches tokens of that type only
   */
  public TokenQuery ofType(TokenType value) {
    return new TokenQuery(
        clientId,
        environment,
        realm,
        scopes,
        matching,
        Objects.requireNonNull(value, "token type"),
        keyId);
  }

  /** {@return the scopes wanted} */
  public Scopes scopes() {
    return scopes;
  }

  ClientId clientId() {
    return clientId;
  }

  Environment environment() {
    return environment;
  }

  Realm realm() {
    return realm;
  }

  ScopeMatching matching() {
    return matching;
  }

  TokenType type() {
    return type;
  }

  @Nullable String keyId() {
    return keyId;
  }

  String scopeKey() {
    return scopes.key(matching);
  }
}
