package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;

/**
 * A policy of an Azure AD B2C tenant, at a B2C host or behind a custom domain.
 *
 * @since 0.1
 */
public final class B2cAuthority extends Authority {

  B2cAuthority(AuthorityUrl url) {
    super(url);
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return segmentRealm(tenantIndex());
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new B2cAuthority(url().withSegment(tenantIndex(), tenant.value()));
  }

  // The older form https://host/tfp/{tenant}/{policy} has a marker before the tenant.
  private int tenantIndex() {
    return url().segments().size() > 1 && url().segments().get(0).equalsIgnoreCase("tfp") ? 1 : 0;
  }
}
