package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.Locale;

/**
 * A datacenter security token service (dSTS).
 *
 * @since 0.1
 */
public final class DstsAuthority implements Authority {

  private final AuthorityUrl url;

  DstsAuthority(AuthorityUrl url) {
    this.url = withTenantChecked(url);
  }

  /** {@inheritDoc} */
  @Override
  public URI uri() {
    return url.uri();
  }

  /** {@inheritDoc} */
  @Override
  public URI metadataUri() {
    return url.resolve("/.well-known/openid-configuration");
  }

  /** {@inheritDoc} */
  @Override
  public Environment environment() {
    return url.environment();
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return new Realm(url.segments().get(1).toLowerCase(Locale.ROOT));
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new DstsAuthority(url.withSegment(1, tenant.value()));
  }

  private static AuthorityUrl withTenantChecked(AuthorityUrl url) {
    if (url.segments().size() < 2) {
      throw AuthorityUrl.wrong("names no tenant after dstsv2");
    }
    return url;
  }

  /** {@return whether the other is the same kind at the same URL} */
  @Override
  public boolean equals(Object other) {
    return other instanceof DstsAuthority that && url.uri().equals(that.url.uri());
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
