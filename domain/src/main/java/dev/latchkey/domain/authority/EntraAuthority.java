package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.Locale;

/**
 * A tenant of Microsoft Entra ID, in a known cloud or a private one.
 *
 * @since 0.1
 */
public final class EntraAuthority extends Authority {

  EntraAuthority(AuthorityUrl url) {
    super(url);
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

  /** {@inheritDoc} */
  @Override
  public boolean needsInstanceDiscovery() {
    return Cloud.ofHost(url().host()).isEmpty();
  }

  /** {@inheritDoc} */
  @Override
  public Realm realmOf(URI tokenEndpoint) {
    String[] path = tokenEndpoint.getPath().split("/", 3);
    return path.length < 2 || path[1].isEmpty()
        ? realm()
        : new Realm(path[1].toLowerCase(Locale.ROOT));
  }
}
