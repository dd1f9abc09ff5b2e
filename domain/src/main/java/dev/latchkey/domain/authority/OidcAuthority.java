package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import dev.latchkey.domain.token.ScopeMatching;
import java.net.URI;

/**
 * Any OpenID provider, named by its issuer (OpenID Connect Discovery).
 *
 * @since 0.1
 */
public final class OidcAuthority implements Authority {

  private final AuthorityUrl url;

  OidcAuthority(AuthorityUrl url) {
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
    return new Realm(url.path());
  }

  /** {@inheritDoc} */
  @Override
  public Authority withTenant(TenantId tenant) {
    throw new IllegalArgumentException(
        "authority " + url.uri() + " has no tenants; do not give one with the request");
  }

  /** {@inheritDoc} */
  @Override
  public ScopeMatching scopeMatching() {
    return ScopeMatching.EXACT;
  }

  /** {@return whether the other is the same kind at the same URL} */
  @Override
  public boolean equals(Object other) {
    return other instanceof OidcAuthority that && url.uri().equals(that.url.uri());
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
