package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.util.List;
import java.util.Locale;

/**
 * A policy of an Azure AD B2C tenant, at a B2C host or behind a custom domain.
 *
 * @since 0.1
 */
public final class B2cAuthority extends Authority {

  private static final List<String> HOSTS =
      List.of(".b2clogin.com", ".b2clogin.cn", ".b2clogin.us", ".b2clogin.de");

  B2cAuthority(AuthorityUrl url) {
    super(withPolicyChecked(url));
  }

  // A host counts as B2C's by its whole suffix with the dot: names that only look like it do not.
  static boolean isMeantBy(AuthorityUrl url) {
    List<String> path = url.segments();
    return isMarked(url)
        || isHost(url.host())
        || path.size() == 2 && path.get(1).toLowerCase(Locale.ROOT).startsWith("b2c_");
  }

  private static boolean isHost(String host) {
    for (String suffix : HOSTS) {
      if (host.endsWith(suffix)) {
        return true;
      }
    }
    return false;
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return segmentRealm(tenantIndex(url()));
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new B2cAuthority(url().withSegment(tenantIndex(url()), tenant.value()));
  }

  private static AuthorityUrl withPolicyChecked(AuthorityUrl url) {
    int tenant = tenantIndex(url);
    if (url.segments().size() <= tenant + 1) {
      throw AuthorityUrl.wrong("names no policy after its B2C tenant");
    }
    if (url.segments().size() > tenant + 2) {
      throw AuthorityUrl.wrong("goes on after its B2C policy; give tenant and policy alone");
    }
    url.requireTenant(tenant);
    return url;
  }

  // The older form https://host/tfp/{tenant}/{policy} has a marker before the tenant.
  private static int tenantIndex(AuthorityUrl url) {
    return isMarked(url) ? 1 : 0;
  }

  private static boolean isMarked(AuthorityUrl url) {
    return !url.segments().isEmpty() && url.segments().get(0).equalsIgnoreCase("tfp");
  }
}
