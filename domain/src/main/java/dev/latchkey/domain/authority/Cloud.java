package dev.latchkey.domain.authority;

import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * The clouds that Microsoft Entra runs in, with the hosts that are known without asking anyone.
 * Source: Entra.
 *
 * @since 0.1
 */
public enum Cloud {
  /** The public cloud. */
  PUBLIC(
      "login.microsoftonline.com", "login.windows.net", "login.microsoft.com", "sts.windows.net"),
  /** Azure US Government. */
  US_GOVERNMENT("login.microsoftonline.us", "login.microsoftonline.us", "login.usgovcloudapi.net"),
  /** Azure China, operated by 21Vianet. */
  CHINA(
      "login.partner.microsoftonline.cn",
      "login.partner.microsoftonline.cn",
      "login.chinacloudapi.cn"),
  /** The retired German cloud. */
  GERMANY("login.microsoftonline.de", "login.microsoftonline.de"),
  /** The alternate host of the US. */
  US_ALTERNATE("login-us.microsoftonline.com", "login-us.microsoftonline.com"),
  /** Bleu, France. */
  FRANCE("login.sovcloud-identity.fr", "login.sovcloud-identity.fr"),
  /** Delos, Germany. */
  DELOS("login.sovcloud-identity.de", "login.sovcloud-identity.de"),
  /** Government of Singapore. */
  SINGAPORE("login.sovcloud-identity.sg", "login.sovcloud-identity.sg");

  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final String networkHost;
  private final String cacheHost;
  private final List<String> hosts;

  Cloud(String networkHost, String cacheHost, String... others) {
    this.networkHost = networkHost;
    this.cacheHost = cacheHost;
    this.hosts =
        Stream.concat(Stream.of(networkHost, cacheHost), Arrays.stream(others)).distinct().toList();
  }

  /** {@return the host that requests are sent to by default} */
  public String host() {
    return networkHost;
  }

  /** {@return the host under which the family of libraries caches tokens} */
  public String cacheHost() {
    return cacheHost;
  }

  /** {@return every host that names this cloud} */
  public List<String> hosts() {
    return hosts;
  }

  /**
   * Finds the cloud that a host belongs to: a known host, or one label before a known host, as
   * regional hosts have it.
   *
   * @param host a host name without port, in any letter case
   * @return the cloud; empty for a host that is not known
   */
  public static Optional<Cloud> ofHost(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    for (Cloud cloud : values()) {
      for (String known : cloud.hosts) {
        if (lower.equals(known)) {
          return Optional.of(cloud);
        }
      }
    }
    int dot = lower.indexOf('.');
    if (dot <= 0 || !LABEL.matcher(lower.substring(0, dot)).matches()) {
      return Optional.empty();
    }
    String rest = lower.substring(dot + 1);
    for (Cloud cloud : values()) {
      if (cloud.hosts.contains(rest)) {
        return Optional.of(cloud);
      }
    }
    return Optional.empty();
  }
}
