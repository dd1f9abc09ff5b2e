package dev.latchkey.domain.cache;

import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.scheme.TokenBinding;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
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
  private final @Nullable String extendedKey;
  private final @Nullable TokenBinding binding;

  private TokenQuery(
      ClientId clientId,
      Environment environment,
      Realm realm,
      Scopes scopes,
      ScopeMatching matching,
      TokenType type,
      @Nullable String keyId,
      @Nullable String extendedKey,
      @Nullable TokenBinding binding) {
    this.clientId = clientId;
    this.environment = environment;
    this.realm = realm;
    this.scopes = scopes;
    this.matching = matching;
    this.type = type;
    this.keyId = keyId;
    this.extendedKey = extendedKey;
    this.binding = binding;
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
        null,
        null,
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
        null,
        null,
        null);
  }

  /**
   * Asks for a token that is set apart by what else was asked for.
   *
   * @param value a hash of it
   * @return a copy that matches tokens with the same only
   */
  public TokenQuery setApart(String value) {
    return new TokenQuery(
        clientId,
        environment,
        realm,
        scopes,
        matching,
        type,
        keyId,
        Objects.requireNonNull(value, "extended key"),
        binding);
  }

  /**
   * Asks for a token that is bound to a key.
   *
   * @param value the id of the key
   * @return a copy that matches tokens of that key only
   */
  public TokenQuery boundTo(String value) {
    return new TokenQuery(
        clientId,
        environment,
        realm,
        scopes,
        matching,
        type,
        Objects.requireNonNull(value, "key id"),
        extendedKey,
        null);
  }

  /**
   * Asks for a token that is bound to a key which is at hand.
   *
   * @param value how such a token is used
   * @param key the key
   * @return a copy that matches tokens of that type and key only
   */
  public TokenQuery boundTo(TokenType value, TokenBinding key) {
    return new TokenQuery(
        clientId,
        environment,
        realm,
        scopes,
        matching,
        Objects.requireNonNull(value, "token type"),
        key.keyId(),
        extendedKey,
        key);
  }

  /**
   * Makes of a token that was found what the caller gets: entries hold no key, and who asked for a
   * bound token has it.
   *
   * @param token what was found
   * @return the token's own result, with the key that was asked for
   */
  public TokenResult answeredBy(AccessToken token) {
    return binding == null ? token.result() : token.result().toBuilder().binding(binding).build();
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
        keyId,
        extendedKey,
        binding);
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

  @Nullable String extendedKey() {
    return extendedKey;
  }

  String scopeKey() {
    return scopes.key(matching);
  }
}
