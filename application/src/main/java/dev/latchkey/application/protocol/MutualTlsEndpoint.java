package dev.latchkey.application.protocol;

import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.error.ConfigurationException;
import java.net.URI;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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
    URI named = endpoints.mutualTlsTokenEndpoint();
    URI usual = endpoints.tokenEndpoint();
    if (endpoints.authority() instanceof OidcAuthority) {
      return named;
    }
    // Before what the metadata names, which is the cloud's own, even for a region.
    String host = host(usual.getHost().toLowerCase(Locale.ROOT));
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

  private static @Nullable String host(String host) {
    if (PUBLIC_HOSTS.contains(host)) {
      return PUBLIC;
    }
    int login = host.startsWith("login.") ? 0 : host.indexOf(".login.") + 1;
    boolean isKnown = host.startsWith("login.") || login > 0;
    if (WITHOUT.contains(host) || !isKnown) {
      return null;
    }
    return host.substring(0, login) + "mtlsauth." + host.substring(login + "login.".length());
  }
}
