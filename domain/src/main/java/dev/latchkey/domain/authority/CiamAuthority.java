package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.util.List;

/**
 * An Entra External ID tenant at its own host under ciamlogin.com.
 *
 * @since 0.1
 */
public final class CiamAuthority extends Authority {

  static final String SUFFIX = ".ciamlogin.com";

  // Typed so that whoever asks for an authority of another kind need not load this one.
  static Authority at(AuthorityUrl url) {
    return new CiamAuthority(url);
  }

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

  /** {@inheritDoc} */
  @Override
  public Realm realmOf(URI tokenEndpoint) {
    return firstSegment(tokenEndpoint, realm());
  }

  // https://fabrikam.ciamlogin.com stands for the tenant fabrikam.onmicrosoft.com.
  private static AuthorityUrl withInferredTenant(AuthorityUrl url) {
    if (url.segments().size() > 1) {
      throw AuthorityUrl.wrong(
          "goes on after its tenant; give https://{name}.ciamlogin.com/{tenant} alone");
    }
    if (!url.segments().isEmpty()) {
      url.requireTenant(0);
      return url;
    }
    String name = url.host().substring(0, url.host().length() - SUFFIX.length());
    if (name.contains(".")) {
      throw AuthorityUrl.wrong("names no tenant, and its host has more than one label before it");
    }
    return url.withSegments(List.of(name + ".onmicrosoft.com"));
  }
}
