package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.Optional;

/**
 * A tenant of Microsoft Entra ID, in a known cloud or a private one.
 *
 * @since 0.1
 */
public final class EntraAuthority extends Authority {

  EntraAuthority(AuthorityUrl url) {
    super(withTenantChecked(url));
  }

  private static AuthorityUrl withTenantChecked(AuthorityUrl url) {
    if (url.segments().size() > 1) {
      throw AuthorityUrl.wrong(
          "goes on after its tenant; give https://{host}/{tenant} alone, without v2.0 or an"
              + " endpoint's path");
    }
    url.requireTenant(0);
    return url;
  }

  /** {@inheritDoc} */
  @Override
  public Environment environment() {
    Optional<Cloud> cloud = Cloud.at(uri());
    return cloud.isPresent() ? new Environment(cloud.get().cacheHost()) : super.environment();
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return segmentRealm(0);
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new EntraAuthority(url().withSegment(0, tenant.value()));
  }

  /**
   * Names the same tenant at another host of its cloud.
   *
   * @param host the host, with its port if that is not 443
   * @return the authority there
   * @throws IllegalArgumentException if it is no host
   */
  public EntraAuthority atHost(String host) {
    return new EntraAuthority(url().withHost(host));
  }

  /** {@inheritDoc} */
  @Override
  public boolean needsInstanceDiscovery() {
    return Cloud.ofHost(url().host()).isEmpty();
  }

  /** {@inheritDoc} */
  @Override
  public Realm realmOf(URI tokenEndpoint) {
    return firstSegment(tokenEndpoint, realm());
  }
}
