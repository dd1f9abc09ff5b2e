package dev.latchkey.domain.cache;

import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenType;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * An access token in the cache. It keeps the one result that every hit is answered with. Immutable.
 *
 * @since 0.1
 */
public final class AccessToken implements CacheEntry {

  private final ClientId clientId;
  private final Environment environment;
  private final Scopes requested;
  private final ScopeMatching matching;
  private final Lifetime lifetime;
  private final TokenResult result;
  private final @Nullable String keyId;
  private final @Nullable String extendedKey;
  private final @Nullable Realm askedIn;
  private final boolean atHome;

  private AccessToken(
      ClientId clientId,
      Environment environment,
      Scopes requested,
      ScopeMatching matching,
      Lifetime lifetime,
      TokenResult result,
      @Nullable String keyId,
      @Nullable String extendedKey,
      @Nullable Realm askedIn) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.environment = Objects.requireNonNull(environment, "environment");
    this.requested = Objects.requireNonNull(requested, "requested scopes");
    this.matching = Objects.requireNonNull(matching, "scope matching");
    this.lifetime = Objects.requireNonNull(lifetime, "lifetime");
    this.result = Objects.requireNonNull(result, "result");
    this.keyId = keyId;
    this.extendedKey = extendedKey;
    this.askedIn = askedIn;
    Account account = result.account().orElse(null);
    this.atHome = account != null && account.homeAccountId().isAtHomeIn(result.realm());
  }

  /**
   * Makes an entry.
   *
   * @param clientId the application it was issued to
   * @param environment the authority's environment
   * @param requested the scopes that were asked for; servers grant more or other ones
   * @param matching how the authority compares scopes
   * @param lifetime when it was received and how long it lives
   * @param result what a hit is answered with: token, type, granted scopes, tenant, person
   * @return the entry
   */
  public static AccessToken of(
      ClientId clientId,
      Environment environment,
      Scopes requested,
      ScopeMatching matching,
      Lifetime lifetime,
      TokenResult result) {
    return new AccessToken(
        clientId, environment, requested, matching, lifetime, result, null, null, null);
  }

  /**
   * Sets the entry apart by what else was asked for.
   *
   * @param value a hash of it
   * @return a copy that only queries with the same find
   */
  public AccessToken setApart(String value) {
    return new AccessToken(
        clientId,
        environment,
        requested,
        matching,
        lifetime,
        result,
        keyId,
        Objects.requireNonNull(value, "extended key"),
        askedIn);
  }

  /**
   * Binds the entry to a key. The key itself is not kept.
   *
   * @param value the id of the key
   * @return a copy that only queries for that key find
   */
  public AccessToken boundTo(String value) {
    return new AccessToken(
        clientId,
        environment,
        requested,
        matching,
        lifetime,
        result,
        Objects.requireNonNull(value, "key id"),
        extendedKey,
        askedIn);
  }

  /**
   * Remembers by which name its tenant was asked for: a domain, or {@code common}. Who asks by the
   * same name finds the token, and need not know the tenant that issued it.
   *
   * @param value the tenant as it was configured
   * @return a copy with it
   */
  public AccessToken askedIn(Realm value) {
    return new AccessToken(
        clientId,
        environment,
        requested,
        matching,
        lifetime,
        result,
        keyId,
        extendedKey,
        Objects.requireNonNull(value, "asked in"));
  }

  /**
   * Tells what time has done to the token.
   *
   * @param now the present
   * @return whether to use it, and whether to refresh it
   */
  public Freshness freshnessAt(Moment now) {
    return lifetime.freshnessAt(now);
  }

  /** {@return what a hit is answered with; the same object each time} */
  public TokenResult result() {
    return result;
  }

  /** {@return the person it stands for, or null for the application itself} */
  public @Nullable Account account() {
    return result.account().orElse(null);
  }

  /** {@return when it was received and how long it lives} */
  public Lifetime lifetime() {
    return lifetime;
  }

  /** {@return the scopes that were granted} */
  public Scopes granted() {
    return result.scopes();
  }

  /** {@return the scopes that were asked for} */
  public Scopes requested() {
    return requested;
  }

  /** {@return the application it was issued to} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return the authority's environment} */
  public Environment environment() {
    return environment;
  }

  /** {@return how the authority compares scopes} */
  public ScopeMatching matching() {
    return matching;
  }

  /** {@return the key that the token is bound to, or null if to none} */
  public @Nullable String keyId() {
    return keyId;
  }

  /** {@return a hash of what else sets the token apart, or null if nothing does} */
  public @Nullable String extendedKey() {
    return extendedKey;
  }

  /** {@return the name by which its tenant was asked for, or null if by its own} */
  public @Nullable Realm askedIn() {
    return askedIn;
  }

  String grantedKey() {
    return granted().key(matching);
  }

  String requestedKey() {
    return requested.key(matching);
  }

  boolean isExactly(String scopeKey) {
    return requestedKey().equals(scopeKey) || grantedKey().equals(scopeKey);
  }

  boolean isIn(Realm wanted) {
    return result.realm().equals(wanted)
        || wanted.equals(askedIn)
        || atHome && wanted.isAnyTenant();
  }

  boolean isOfType(TokenType wanted) {
    return result.tokenType().equals(wanted);
  }

  /** {@return everything but the token and the person} */
  @Override
  public String toString() {
    return "AccessToken[clientId="
        + clientId
        + ", environment="
        + environment
        + ", "
        + result
        + "]";
  }
}
