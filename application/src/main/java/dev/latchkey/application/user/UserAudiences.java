package dev.latchkey.application.user;

import dev.latchkey.application.cache.SharedValues;
import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.scheme.BoundKeys;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.TenantId;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;

/** The authorities and tenants of one application. Parsed once for each, not once for each call. */
public final class UserAudiences {

  // Beyond this many the rest is parsed for each call: slower, and still right.
  private static final int MOST = 100_000;

  private final ClientId clientId;
  private final Instances instances;
  private final Supplier<BoundKeys> keys;
  private final SharedValues values;
  private final UserAudience own;
  private final ConcurrentHashMap<TenantId, UserAudience> byTenant = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Authority, UserAudience> byAuthority = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Elsewhere, UserAudience> byCloud = new ConcurrentHashMap<>();

  /** Another cloud than the one that would be asked. */
  private record Elsewhere(UserAudience usual, Environment environment) {}

  /**
   * Names the application.
   *
   * @param clientId the application
   * @param authority whom it asks where a request names no other
   * @param instances under which hosts tokens are kept
   * @param keys what tokens are bound to; asked for when the first is
   * @param values what entries of the cache have in common: what is the same object is found the
   *     same without a look at its text
   */
  public UserAudiences(
      ClientId clientId,
      Authority authority,
      Instances instances,
      Supplier<BoundKeys> keys,
      SharedValues values) {
    this.values = Objects.requireNonNull(values, "values");
    this.clientId = values.shared(Objects.requireNonNull(clientId, "client id"));
    this.instances = Objects.requireNonNull(instances, "instances");
    this.keys = Objects.requireNonNull(keys, "bound keys");
    this.own = audience(authority);
  }

  /**
   * Finds whom a request asks.
   *
   * @param options what the request says
   * @return the audience
   * @throws IllegalArgumentException if it names a tenant of an authority that has none
   */
  public UserAudience of(CallOptions options) {
    if (options.authority().isPresent()) {
      Authority authority = options.authority().get();
      return at(
          options.tenant().isPresent() ? authority.withTenant(options.tenant().get()) : authority);
    }
    if (options.tenant().isEmpty()) {
      return own;
    }
    TenantId tenant = options.tenant().get();
    UserAudience known = byTenant.get(tenant);
    return known == null ? learn(tenant) : known;
  }

  /**
   * Finds whom a request for a person asks: the cloud that the person signed in to, unless the
   * request names an authority.
   *
   * @param options what the request says
   * @param account the person
   * @return the audience
   * @throws IllegalArgumentException if it names a tenant of an authority that has none
   */
  public UserAudience of(CallOptions options, Account account) {
    UserAudience usual = of(options);
    if (usual.environment().equals(account.environment()) || options.authority().isPresent()) {
      return usual;
    }
    Elsewhere elsewhere = new Elsewhere(usual, account.environment());
    UserAudience known = byCloud.get(elsewhere);
    return known == null ? learn(elsewhere) : known;
  }

  private UserAudience learn(Elsewhere elsewhere) {
    UserAudience audience = inCloud(elsewhere.usual(), elsewhere.environment().value());
    if (byCloud.size() < MOST) {
      byCloud.put(elsewhere, audience);
    }
    return audience;
  }

  private UserAudience inCloud(UserAudience usual, String cacheHost) {
    if (!(usual.authority() instanceof EntraAuthority entra) || Cloud.at(entra.uri()).isEmpty()) {
      return usual;
    }
    return Cloud.ofHost(cacheHost)
        .filter(other -> other.cacheHost().equals(cacheHost))
        .map(other -> audience(entra.atHost(other.host())))
        .orElse(usual);
  }

  private UserAudience audience(Authority authority) {
    return new UserAudience(
        clientId,
        authority,
        values.shared(instances.environmentOf(authority)),
        values.shared(authority.realm()),
        keys);
  }

  private UserAudience learn(TenantId tenant) {
    UserAudience audience = audience(own.authority().withTenant(tenant));
    if (byTenant.size() < MOST) {
      byTenant.put(tenant, audience);
    }
    return audience;
  }

  private UserAudience at(Authority authority) {
    UserAudience known = byAuthority.get(authority);
    if (known != null) {
      return known;
    }
    UserAudience audience = audience(authority);
    if (byAuthority.size() < MOST) {
      byAuthority.put(authority, audience);
    }
    return audience;
  }
}
