package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.Locale;

/**
 * A policy of an Azure AD B2C tenant, at a B2C host or behind a custom domain.
 *
 * @since 0.1
 */
public final class B2cAuthority implements Authority {

  private final AuthorityUrl url;

  B2cAuthority(AuthorityUrl url) {
    this.url = url;
  }

  /** {@inheritDoc} */
  @Override
  public URI uri() {
    return url.uri();
  }

  /** {@inheritDoc} */
  @Override
  public URI metadataUri() {
    return url.resolve("/v2.0/.well-known/openid-configuration");
  }

  /** {@inheritDoc} */
  @Override
  public Environment environment() {
    return url.environment();
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return new Realm(url.segments().get(tenantIndex()).toLowerCase(Locale.ROOT));
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new B2cAuthority(url.withSegment(tenantIndex(), tenant.value()));
  }

  // The older form https://host/tfp/{tenant}/{policy} has a marker before the tenant.
  private int tenantIndex() {
    return url.segments().size() > 1 && url.segments().get(0).equalsIgnoreCase("tfp") ? 1 : 0;
  }

  /** {@return whether the other is the same kind at the same URL} */
  @Override
  public boolean equals(Object other) {
    return other instanceof B2cAuthority that && url.uri().equals(that.url.uri());
  }

  /** {@return a hash of the URL} */
  @Override
  public int hashCode() {
    return url.uri().hashCode();
  }

  /** {@return the URL} */
  @Override
  public String toString() {
    return url.uri().toString();
  }
}
