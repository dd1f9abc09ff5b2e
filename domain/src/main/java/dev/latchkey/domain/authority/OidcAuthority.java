package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import dev.latchkey.domain.token.ScopeMatching;
import java.net.URI;

/**
 * Any OpenID provider, named by its issuer (OpenID Connect Discovery).
 *
 * @since 0.1
 */
public final class OidcAuthority extends Authority {

  // Typed so that whoever asks for an authority of another kind need not load this one.
  static Authority at(AuthorityUrl url) {
    return new OidcAuthority(url);
  }

  OidcAuthority(AuthorityUrl url) {
    super(url);
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return new Realm(url().path());
  }

  /** {@inheritDoc} */
  @Override
  public URI metadataUri() {
    return url().resolve("/.well-known/openid-configuration");
  }

  /** {@inheritDoc} */
  @Override
  public ScopeMatching scopeMatching() {
    return ScopeMatching.EXACT;
  }
}
