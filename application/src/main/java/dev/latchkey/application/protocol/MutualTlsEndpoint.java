package dev.latchkey.application.protocol;

import dev.latchkey.domain.authority.DstsAuthority;
import dev.latchkey.domain.authority.EntraAuthority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.error.ConfigurationException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;

/** Where tokens are asked for that are bound to a certificate (RFC 8705, section 5; Entra). */
final class MutualTlsEndpoint {

  private static final String PUBLIC = "mtlsauth.microsoft.com";

  private static final Set<String> PUBLIC_HOSTS =
      Set.of(
          "login.microsoftonline.com",
          "login.microsoft.com",
          "login.windows.net",
          "sts.windows.net");

  // Older names of clouds, for which no such host was set up.
  private static final Set<String> WITHOUT =
      Set.of("login.usgovcloudapi.net", "login.chinacloudapi.cn");

  private MutualTlsEndpoint() {}

  static URI of(Endpoints endpoints) {
    URI said = endpoints.mutualTlsTokenEndpoint();
    if (endpoints.authority() instanceof OidcAuthority || !said.equals(endpoints.tokenEndpoint())) {
      return said;
    }
    if (!(endpoints.authority() instanceof EntraAuthority
        || endpoints.authority() instanceof DstsAuthority)) {
      throw new ConfigurationException(
          endpoints.authority() + " binds no tokens to certificates; use another scheme");
    }
    if (endpoints.realm().isAnyTenant() || endpoints.realm().value().equals("consumers")) {
      throw new ConfigurationException(
          "a token that is bound to a certificate is one tenant's, and "
              + endpoints.realm()
              + " is none; name yours in the authority or the request");
    }
    String port = said.getPort() < 0 ? "" : ":" + said.getPort();
    return URI.create(
        said.getScheme()
            + "://"
            + host(said.getHost().toLowerCase(Locale.ROOT))
            + port
            + said.getRawPath());
  }

  private static String host(String host) {
    if (PUBLIC_HOSTS.contains(host)) {
      return PUBLIC;
    }
    int login = host.startsWith("login.") ? 0 : host.indexOf(".login.") + 1;
    boolean isKnown = host.startsWith("login.") || login > 0;
    if (WITHOUT.contains(host) || !isKnown) {
      throw new ConfigurationException(
          "no host is known that binds tokens of "
              + host
              + " to certificates; use an authority whose host begins with login., or another"
              + " scheme");
    }
    return host.substring(0, login) + "mtlsauth." + host.substring(login + "login.".length());
  }
}
