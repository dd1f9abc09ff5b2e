package dev.latchkey.application.discovery;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.authority.OidcAuthority;
import java.net.URI;
import java.util.Locale;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/**
 * Where the endpoints that metadata names may lie. Entra's within its cloud; those of the other
 * Microsoft kinds at the authority's own host or one label below; those of any other provider
 * wherever it says, as long as that is a name of the internet.
 */
final class EndpointRule {

  private static final Pattern ADDRESS = Pattern.compile("[0-9.]+|\\[.*");
  private static final Pattern LABEL = Pattern.compile("[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?");

  private final String own;
  private final boolean isGeneric;
  private final @Nullable Cloud cloud;

  EndpointRule(Authority authority) {
    this.own = authority.uri().getHost();
    this.isGeneric = authority instanceof OidcAuthority;
    this.cloud = Cloud.ofHost(own).orElse(null);
  }

  @Nullable URI optional(String name, @Nullable String text) {
    return text == null || text.isEmpty() ? null : required(name, text);
  }

  URI required(String name, String text) {
    URI uri = plain(name, text);
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    if (host.equals(own)) {
      return uri;
    }
    if (cloud != null) {
      require(cloud.serves(host), name, host, "outside the cloud of the authority");
    } else if (isGeneric) {
      // The inside of a network is nothing that a provider outside has a say in.
      boolean isName = !ADDRESS.matcher(host).matches() && host.contains(".");
      require(isName && !host.endsWith(".localhost"), name, host, "which is no host name");
    } else {
      require(isBelow(host, own), name, host, "another host than the authority");
    }
    return uri;
  }

  private static URI plain(String name, String text) {
    URI uri;
    try {
      uri = URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException(name + " is no URL");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme()) || uri.getHost() == null) {
      throw new IllegalArgumentException(name + " is no https URL");
    }
    if (uri.getRawUserInfo() != null || uri.getRawFragment() != null) {
      throw new IllegalArgumentException(name + " has user information or a fragment");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw new IllegalArgumentException(name + " has a port outside 1 to 65535");
    }
    return uri;
  }

  static boolean isBelow(String host, String above) {
    return host.endsWith("." + above)
        && LABEL.matcher(host.substring(0, host.length() - above.length() - 1)).matches();
  }

  private static void require(boolean isFine, String name, String host, String what) {
    if (!isFine) {
      throw new IllegalArgumentException(name + " is on " + host + ", " + what);
    }
  }
}
