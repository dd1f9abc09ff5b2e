package dev.latchkey.application.user;

import dev.latchkey.application.request.CallOptions;
import dev.latchkey.domain.authority.AdfsAuthority;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.Scopes;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/** One application at one authority, where people sign in to it. Made once, not once a call. */
public final class UserAudience {

  // Beyond this many the rest is kept as it came.
  private static final int MOST = 1_000;

  private final ClientId clientId;
  private final Authority authority;
  private final Environment environment;
  private final Realm realm;

  // Equal words of many people's tokens are one object: less memory, and what is read for one
  // person is at hand for the next.
  private final ConcurrentHashMap<Scopes, Scopes> knownScopes = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Realm, Realm> knownRealms = new ConcurrentHashMap<>();

  UserAudience(ClientId clientId, Authority authority, Environment environment) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.authority = authority;
    this.environment = environment;
    this.realm = authority.realm();
  }

  /** {@return the application} */
  public ClientId clientId() {
    return clientId;
  }

  /** {@return who issues its tokens} */
  public Authority authority() {
    return authority;
  }

  /** {@return where they are kept} */
  public Environment environment() {
    return environment;
  }

  /** {@return the tenant as it was configured} */
  public Realm realm() {
    return realm;
  }

  /**
   * Asks the cache for a token of this audience.
   *
   * @param scopes the scopes wanted
   * @param options what sets it apart
   * @return the query
   */
  public TokenQuery query(Scopes scopes, CallOptions options) {
    TokenQuery query =
        TokenQuery.forUser(clientId, environment, realm, scopes, authority.scopeMatching());
    // Asked for twice, so that a request without one makes no lambda.
    return options.extendedKey().isPresent() ? query.boundTo(options.extendedKey().get()) : query;
  }

  Scopes shared(Scopes scopes) {
    return shared(knownScopes, scopes);
  }

  Realm shared(Realm tenant) {
    return shared(knownRealms, tenant);
  }

  private static <T> T shared(ConcurrentHashMap<T, T> known, T value) {
    T same = known.get(value);
    if (same != null || known.size() >= MOST) {
      return same == null ? value : same;
    }
    T other = known.putIfAbsent(value, value);
    return other == null ? value : other;
  }

  /**
   * Names the person to Entra, which then answers from where the person's data lie.
   *
   * @param person who
   * @return the hint; null where the authority has no such thing
   */
  public @Nullable String mailbox(HomeAccountId person) {
    int dot = person.value().lastIndexOf('.');
    return dot < 0 || !hasTenants()
        ? null
        : "Oid:" + person.value().substring(0, dot) + "@" + person.value().substring(dot + 1);
  }

  boolean hasTenants() {
    return !(authority instanceof OidcAuthority) && !(authority instanceof AdfsAuthority);
  }

  /** {@return authority and application} */
  @Override
  public String toString() {
    return "UserAudience[" + authority + ", " + clientId + "]";
  }
}
