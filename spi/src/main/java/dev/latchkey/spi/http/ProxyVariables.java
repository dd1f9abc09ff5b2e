package dev.latchkey.spi.http;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.system.EnvironmentReader;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads the proxy that the environment names. No message repeats it: it may hold a password. */
final class ProxyVariables {

  private static final String PROXY = "HTTPS_PROXY";
  private static final String EXCEPTIONS = "NO_PROXY";

  private static final Pattern SCHEME = Pattern.compile("([A-Za-z][A-Za-z0-9+.-]*)://(.*)");
  private static final Pattern WAY =
      Pattern.compile(
          "(?:(?<user>[^:@/?#\\s]+):(?<password>[^:@/?#\\s]+)@)?"
              + "(?<host>\\[[0-9A-Fa-f:.]+]|[A-Za-z0-9_](?:[A-Za-z0-9._-]*[A-Za-z0-9])?)"
              + "(?::(?<port>\\d{1,5}))?/?");

  private ProxyVariables() {}

  static Proxy read(EnvironmentReader environment) {
    Optional<String> exceptions = variable(environment, EXCEPTIONS);
    return variable(environment, PROXY)
        .<Proxy>map(
            text -> parse(text).except(exceptions.map(NoProxy::parse).orElse(NoProxy.nobody())))
        .orElseGet(Proxy::none);
  }

  private static Optional<String> variable(EnvironmentReader environment, String name) {
    return environment
        .variable(name.toLowerCase(Locale.ROOT))
        .or(() -> environment.variable(name))
        .map(String::strip)
        .filter(text -> !text.isEmpty());
  }

  private static Proxy.Via parse(String text) {
    Matcher scheme = SCHEME.matcher(text);
    boolean isNamed = scheme.matches();
    if (isNamed && !scheme.group(1).equalsIgnoreCase("http")) {
      throw wrong("names a proxy that is not spoken to in plain HTTP");
    }
    Matcher way = WAY.matcher(isNamed ? scheme.group(2) : text);
    if (!way.matches()) {
      throw wrong("is not readable");
    }
    if (way.group("port") == null) {
      throw wrong("has no port");
    }
    HostAndPort address = address(way.group("host"), Integer.parseInt(way.group("port")));
    if (way.group("user") == null) {
      return Proxy.via(address);
    }
    String user = decoded(way.group("user"));
    if (user.indexOf(':') >= 0) {
      throw wrong("has a colon in the user, which ends there for the proxy");
    }
    return Proxy.via(address, user, Secret.of(decoded(way.group("password"))));
  }

  private static HostAndPort address(String host, int port) {
    boolean isV6 = host.startsWith("[");
    if (port < 1 || port > 65_535 || (isV6 && AddressBits.parse(host) == null)) {
      throw wrong("is not readable");
    }
    return new HostAndPort(isV6 ? host.substring(1, host.length() - 1) : host, port);
  }

  // A plus is a plus: this is no form.
  private static String decoded(String text) {
    String plain;
    try {
      plain = URLDecoder.decode(text.replace("+", "%2B"), StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw wrong("has a percent sign that stands for nothing");
    }
    if (plain.chars().anyMatch(Character::isISOControl) || plain.indexOf('\uFFFD') >= 0) {
      throw wrong("has a user or password that no proxy takes");
    }
    return plain;
  }

  private static ConfigurationException wrong(String what) {
    return new ConfigurationException(
        "the environment variable "
            + PROXY
            + " "
            + what
            + "; write http://host:port or http://user:password@host:port");
  }
}
