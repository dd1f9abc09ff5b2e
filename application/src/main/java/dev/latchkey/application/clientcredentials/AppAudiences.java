package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.discovery.Instances;
import dev.latchkey.application.scheme.BoundKeys;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.TenantId;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/**
 * The tenants of one application. Authorities are parsed once for each tenant, not once for each
 * call.
 */
public final class AppAudiences {

  // Beyond this many tenants the rest is parsed for each call: slower, and still right.
  private static final int MOST = 100_000;

  private final ClientId clientId;
  private final Instances instances;
  private final PartitionedCache cache;
  private final BoundKeys keys;
  private final AppAudience own;
  private final ConcurrentHashMap<TenantId, AppAudience> byTenant = new ConcurrentHashMap<>();

  /**
   * Names the application.
   *
   * @param clientId the application
   * @param authority its own tenant
   * @param instances under which hosts tokens are kept
   * @param cache where tokens are kept
   * @param keys what tokens are bound to
   */
  public AppAudiences(
      ClientId clientId,
      Authority authority,
      Instances instances,
      PartitionedCache cache,
      BoundKeys keys) {
    this.clientId = Objects.requireNonNull(clientId, "client id");
    this.instances = Objects.requireNonNull(instances, "instances");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.keys = Objects.requireNonNull(keys, "bound keys");
    this.own = AppAudience.of(clientId, authority, instances, cache, keys);
  }

  AppAudience of(@Nullable TenantId tenant) {
    if (tenant == null) {
      return own;
    }
    AppAudience known = byTenant.get(tenant);
    return known != null ? known : learn(tenant);
  }

  private AppAudience learn(TenantId tenant) {
    AppAudience audience =
        AppAudience.of(clientId, own.authority().withTenant(tenant), instances, cache, keys);
    if (byTenant.size() < MOST) {
      byTenant.put(tenant, audience);
    }
    return audience;
  }
}
