package dev.latchkey.application.user;

import dev.latchkey.application.request.CallOptions;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.TenantId;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;

/** The authorities and tenants of one application. Parsed once for each, not once for each call. */
public final class UserAudiences {

  // Beyond this many the rest is parsed for each call: slower, and still right.
  private static final int MOST = 100_000;

  private final ClientId clientId;
  private final UserAudience own;
  private final ConcurrentHashMap<TenantId, UserAudience> byTenant = new ConcurrentHashMap<>();
  private final ConcurrentHashMap<Authority, UserAudience> byAuthority = new ConcurrentHashMap<>();

  /**
   * Names the application.
   *
   * @param clientId the application
   * @param authority whom it asks where a request names no other
   */
  public UserAudiences(ClientId clientId, Authority authority) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.own = new UserAudience(clientId, authority);
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

  private UserAudience learn(TenantId tenant) {
    UserAudience audience = new UserAudience(clientId, own.authority().withTenant(tenant));
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
    UserAudience audience = new UserAudience(clientId, authority);
    if (byAuthority.size() < MOST) {
      byAuthority.put(authority, audience);
    }
    return audience;
  }
}
