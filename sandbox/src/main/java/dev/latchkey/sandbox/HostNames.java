package dev.latchkey.sandbox;

import java.util.Collection;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.TreeSet;

/** The names in the server's certificate: the sandbox is addressed by these, and by no other. */
final class HostNames {

  /** One cloud: hosts that stand for each other, and which of them is used when. */
  record Cloud(String network, String cache, List<String> aliases) {}

  private static final List<Cloud> CLOUDS =
      List.of(
          new Cloud(
              "login.microsoftonline.com",
              "login.windows.net",
              List.of(
                  "login.microsoftonline.com",
                  "login.windows.net",
                  "login.microsoft.com",
                  "sts.windows.net")),
          new Cloud(
              "login.partner.microsoftonline.cn",
              "login.partner.microsoftonline.cn",
              List.of("login.partner.microsoftonline.cn", "login.chinacloudapi.cn")),
          new Cloud(
              "login.microsoftonline.us",
              "login.microsoftonline.us",
              List.of("login.microsoftonline.us", "login.usgovcloudapi.net")),
          alone("login.microsoftonline.de"),
          alone("login-us.microsoftonline.com"),
          alone("login.sovcloud-identity.fr"),
          alone("login.sovcloud-identity.de"),
          alone("login.sovcloud-identity.sg"),
          new Cloud(
              "login.example.net",
              "login.example.net",
              List.of("login.example.net", "sts.example.net")));

  private static final List<String> LOCAL = List.of("localhost", "127.0.0.1", "::1");

  private static final List<String> WILDCARDS =
      List.of(
          "*.login.microsoft.com",
          "*.login.microsoftonline.com",
          "*.login.microsoftonline.us",
          "*.login.partner.microsoftonline.cn",
          "*.b2clogin.com",
          "*.ciamlogin.com");

  private final Set<String> names = new TreeSet<>();
  private final List<String> own;

  HostNames(Collection<String> additional) {
    own = additional.stream().map(name -> name.toLowerCase(Locale.ROOT)).toList();
    names.addAll(LOCAL);
    names.addAll(WILDCARDS);
    CLOUDS.forEach(cloud -> names.addAll(cloud.aliases()));
    names.addAll(own);
  }

  private static Cloud alone(String host) {
    return new Cloud(host, host, List.of(host));
  }

  /** Tells whether a name means this machine, whatever server there. */
  static boolean isLocal(String host) {
    return LOCAL.contains(host) || host.equals("[::1]");
  }

  Set<String> all() {
    return names;
  }

  List<Cloud> clouds() {
    return CLOUDS;
  }

  List<String> additional() {
    return own;
  }

  /** Returns the hosts of the cloud that a host is in; one of a region is named after its cloud. */
  List<String> aliases(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    String central = lower.substring(lower.indexOf('.') + 1);
    return CLOUDS.stream()
        .map(Cloud::aliases)
        .filter(hosts -> hosts.contains(lower) || hosts.contains(central))
        .flatMap(List::stream)
        .toList();
  }

  /** Tells whether the certificate is good for a host; a wildcard stands for one label. */
  boolean covers(String host) {
    String lower = host.toLowerCase(Locale.ROOT);
    int dot = lower.indexOf('.');
    return names.contains(lower) || (dot > 0 && names.contains("*" + lower.substring(dot)));
  }

  /** Takes the port, and the brackets of an IPv6 address, from a {@code Host} header. */
  static String withoutPort(String host) {
    if (host.startsWith("[")) {
      int end = host.indexOf(']');
      return end < 0 ? host : host.substring(1, end);
    }
    int colon = host.indexOf(':');
    return colon < 0 ? host : host.substring(0, colon);
  }
}
