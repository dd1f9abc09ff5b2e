package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.List;
import java.util.Locale;

/**
 * An Entra External ID tenant at its own host under ciamlogin.com.
 *
 * @since 0.1
 */
public final class CiamAuthority implements Authority {

  private final AuthorityUrl url;

  CiamAuthority(AuthorityUrl url) {
    this.url = withInferredTenant(url);
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
    return new CiamAuthority(url.withSegment(0, tenant.value()));
  }

  // https://fabrikam.ciamlogin.com stands for the tenant fabrikam.onmicrosoft.com.
  private static AuthorityUrl withInferredTenant(AuthorityUrl url) {
    if (!url.segments().isEmpty()) {
      return url;
    }
    String name = url.host().substring(0, url.host().indexOf('.'));
    return url.withSegments(List.of(name + ".onmicrosoft.com"));
  }

  /** {@return whether the other is the same kind at the same URL} */
  @Override
  public boolean equals(Object other) {
    return other instanceof CiamAuthority that && url.uri().equals(that.url.uri());
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
