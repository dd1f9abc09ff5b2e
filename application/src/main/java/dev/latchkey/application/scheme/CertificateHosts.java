package dev.latchkey.application.scheme;

import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/** The hosts at which Entra binds tokens to certificates, by those at which it gives others. */
public final class CertificateHosts {

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

  private CertificateHosts() {}

  /**
   * Finds the host that takes the place of another.
   *
   * @param usual a host name without port, in any letter case
   * @return the host; null if none is known
   */
  public static @Nullable String of(String usual) {
    String host = usual.toLowerCase(Locale.ROOT);
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
