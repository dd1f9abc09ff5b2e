package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.util.List;

/**
 * An Entra External ID tenant at its own host under ciamlogin.com.
 *
 * @since 0.1
 */
public final class CiamAuthority extends Authority {

  CiamAuthority(AuthorityUrl url) {
    super(withInferredTenant(url));
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return segmentRealm(0);
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new CiamAuthority(url().withSegment(0, tenant.value()));
  }

  // https://fabrikam.ciamlogin.com stands for the tenant fabrikam.onmicrosoft.com.
  private static AuthorityUrl withInferredTenant(AuthorityUrl url) {
    if (!url.segments().isEmpty()) {
      return url;
    }
    String name = url.host().substring(0, url.host().indexOf('.'));
    return url.withSegments(List.of(name + ".onmicrosoft.com"));
  }
}
