package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;

/**
 * A datacenter security token service (dSTS).
 *
 * @since 0.1
 */
public final class DstsAuthority extends Authority {

  // Typed so that whoever asks for an authority of another kind need not load this one.
  static Authority at(AuthorityUrl url) {
    return new DstsAuthority(url);
  }

  DstsAuthority(AuthorityUrl url) {
    super(withTenantChecked(url));
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return segmentRealm(1);
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new DstsAuthority(url().withSegment(1, tenant.value()));
  }

  /** {@inheritDoc} */
  @Override
  public URI metadataUri() {
    return url().resolve("/.well-known/openid-configuration");
  }

  private static AuthorityUrl withTenantChecked(AuthorityUrl url) {
    if (url.segments().size() < 2) {
      throw AuthorityUrl.wrong("names no tenant after dstsv2");
    }
    if (url.segments().size() > 2) {
      throw AuthorityUrl.wrong("goes on after its dSTS tenant; give dstsv2 and the tenant alone");
    }
    url.requireTenant(1);
    return url;
  }
}
