package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.RegionName;
import java.net.URI;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

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

  private static final Map<String, Cloud> BY_HOST = byHost();

  private final String networkHost;
  private final String cacheHost;
  private final List<String> hosts;

  Cloud(String networkHost, String cacheHost, String... others) {
    this.networkHost = networkHost;
    this.cacheHost = cacheHost;
    Set<String> all = new LinkedHashSet<>();
    all.add(networkHost);
    all.add(cacheHost);
    all.addAll(List.of(others));
    this.hosts = List.copyOf(all);
  }

  private static Map<String, Cloud> byHost() {
    Map<String, Cloud> clouds = new HashMap<>();
    for (Cloud cloud : values()) {
      for (String host : cloud.hosts) {
        clouds.put(host, cloud);
      }
    }
    return Map.copyOf(clouds);
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
    Cloud known = BY_HOST.get(lower);
    return known != null ? Optional.of(known) : Optional.ofNullable(BY_HOST.get(above(lower)));
  }

  /**
   * Finds the cloud that a URL names by one of its hosts, at the port of https.
   *
   * @param uri the URL
   * @return the cloud; empty for another host or port, and for regional hosts
   */
  public static Optional<Cloud> at(URI uri) {
    boolean isPlain = uri.getPort() == -1 || uri.getPort() == 443;
    return isPlain && uri.getHost() != null
        ? Optional.ofNullable(BY_HOST.get(uri.getHost().toLowerCase(Locale.ROOT)))
        : Optional.empty();
  }

  /**
   * Tells whether endpoints of this cloud may lie at a host: one of its own, a regional one, or the
   * one for clients that prove themselves by TLS.
   *
   * @param host a host name without port, in any letter case
   * @return whether they may
   */
  public boolean serves(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    return ofHost(lower).filter(this::equals).isPresent()
        || lower.equals(mutualTlsHost())
        || above(lower).equals(mutualTlsHost());
  }

  // login.microsoft.com is to mtlsauth.microsoft.com as the others' hosts are to theirs.
  private String mutualTlsHost() {
    String central = this == PUBLIC ? "login.microsoft.com" : networkHost;
    return "mtlsauth" + central.substring(central.indexOf('.'));
  }

  /**
   * Names the host of a region that stands for a host of Entra.
   *
   * @param host the host, with its port if that is not 443
   * @param region the region
   * @return {@code {region}.login.microsoft.com} in the public cloud, else the region before the
   *     host; a host that is regional already stays as it is
   */
  public static String regionalHost(String host, RegionName region) {
    String lower = host.toLowerCase(Locale.ROOT);
    if (PUBLIC.hosts.contains(lower)) {
      return region + ".login.microsoft.com";
    }
    boolean isRegional = !BY_HOST.containsKey(lower) && BY_HOST.containsKey(above(lower));
    return isRegional || lower.startsWith(region + ".") ? lower : region + "." + lower;
  }

  // What follows the first label; empty if that is no label.
  private static String above(String host) {
    int dot = host.indexOf('.');
    return dot <= 0 || !Label.SHAPE.matcher(host.substring(0, dot)).matches()
        ? ""
        : host.substring(dot + 1);
  }

  // Compiled when a host is none of those above, which hardly any is.
  private static final class Label {
    private static final Pattern SHAPE = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");
  }
}
