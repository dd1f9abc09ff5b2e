package dev.latchkey.application.protocol;

import dev.latchkey.application.scheme.CertificateHosts;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.error.ConfigurationException;
import java.net.URI;

/** Where tokens are asked for that are bound to a certificate (RFC 8705, section 5; Entra). */
final class MutualTlsEndpoint {

  private MutualTlsEndpoint() {}

  static URI of(Endpoints endpoints) {
    URI named = endpoints.mutualTlsTokenEndpoint();
    URI usual = endpoints.tokenEndpoint();
    if (endpoints.authority() instanceof OidcAuthority) {
      return named;
    }
    // Before what the metadata names, which is the cloud's own, even for a region.
    String host = CertificateHosts.of(usual.getHost());
    if (host != null) {
      String port = usual.getPort() < 0 ? "" : ":" + usual.getPort();
      return URI.create(usual.getScheme() + "://" + host + port + usual.getRawPath());
    }
    if (named.equals(usual)) {
      throw new ConfigurationException(
          "no host is known that binds tokens of "
              + usual.getHost()
              + " to certificates; use an authority whose host begins with login., or another"
              + " scheme");
    }
    return named;
  }
}
