package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.Locale;

/**
 * A tenant of Microsoft Entra ID, in a known cloud or a private one.
 *
 * @since 0.1
 */
public final class EntraAuthority implements Authority {

  private final AuthorityUrl url;

  EntraAuthority(AuthorityUrl url) {
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
    return new Realm(url.segments().get(0).toLowerCase(Locale.ROOT));
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    return new EntraAuthority(url.withSegment(0, tenant.value()));
  }

  /** {@inheritDoc} */
  @Override
  public boolean needsInstanceDiscovery() {
    return Cloud.ofHost(url.host()).isEmpty();
  }

  /** {@inheritDoc} */
  @Override
  public Realm realmOf(URI tokenEndpoint) {
    String[] path = tokenEndpoint.getPath().split("/", 3);
    return path.length < 2 || path[1].isEmpty()
        ? realm()
        : new Realm(path[1].toLowerCase(Locale.ROOT));
  }

  /** {@return whether the other is the same kind at the same URL} */
  @Override
  public boolean equals(Object other) {
    return other instanceof EntraAuthority that && url.uri().equals(that.url.uri());
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
