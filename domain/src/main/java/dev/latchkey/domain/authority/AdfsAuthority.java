package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;

/**
 * An Active Directory Federation Services farm.
 *
 * @since 0.1
 */
public final class AdfsAuthority implements Authority {

  private final AuthorityUrl url;

  AdfsAuthority(AuthorityUrl url) {
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
    return new Realm("adfs");
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    throw new IllegalArgumentException(
        "authority " + url.uri() + " has no tenants; do not give one with the request");
  }

  /** {@return whether the other is the same kind at the same URL} */
  @Override
  public boolean equals(Object other) {
    return other instanceof AdfsAuthority that && url.uri().equals(that.url.uri());
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
