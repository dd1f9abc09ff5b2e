package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Realm;
import java.net.URI;

/**
 * An Active Directory Federation Services farm.
 *
 * @since 0.1
 */
public final class AdfsAuthority extends Authority {

  // Typed so that whoever asks for an authority of another kind need not load this one.
  static Authority at(AuthorityUrl url) {
    return new AdfsAuthority(url);
  }

  AdfsAuthority(AuthorityUrl url) {
    super(url);
    if (url.segments().size() > 1) {
      throw AuthorityUrl.wrong("goes on after adfs; give https://{host}/adfs alone");
    }
  }

  /** {@inheritDoc} */
  @Override
  public Realm realm() {
    return new Realm("adfs");
  }

  /** {@inheritDoc} */
  @Override
  public URI metadataUri() {
    return url().resolve("/.well-known/openid-configuration");
  }
}
