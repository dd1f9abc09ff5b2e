package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.Environment;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The checked parts of an authority's URL. One strict reading for every kind. */
final class AuthorityUrl {

  private static final Pattern SEGMENT = Pattern.compile("[A-Za-z0-9._~-]{1,253}");

  private final String host;
  private final int port;
  private final List<String> segments;
  private final URI uri;

  private AuthorityUrl(String host, int port, List<String> segments) {
    this.host = host;
    this.port = port;
    this.segments = List.copyOf(segments);
    this.uri = URI.create("https://" + hostAndPort() + path());
  }

  static AuthorityUrl parse(String text) {
    Objects.requireNonNull(text, "authority");
    if (text.isBlank()) {
      throw wrong("is empty");
    }
    URI uri;
    try {
      uri = new URI(text.strip());
    } catch (URISyntaxException e) {
      throw wrong("is no URL (" + e.getReason() + " at position " + e.getIndex() + ")");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw wrong("does not begin with https://");
    }
    if (uri.getRawUserInfo() != null) {
      throw wrong("has user information before its host; remove it");
    }
    if (uri.getHost() == null || uri.getHost().isEmpty()) {
      throw wrong("has no valid host name");
    }
    if (uri.getRawQuery() != null || uri.getRawFragment() != null) {
      throw wrong(
          "has a query or fragment; give extra parameters to the request, not to the authority");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw wrong("has a port outside 1 to 65535");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() == 443 ? -1 : uri.getPort();
    return new AuthorityUrl(host, port, segments(uri.getRawPath()));
  }

  private static List<String> segments(String path) {
    List<String> found = new ArrayList<>();
    for (String segment : path.split("/", -1)) {
      if (segment.isEmpty()) {
        continue;
      }
      if (!SEGMENT.matcher(segment).matches() || segment.equals(".") || segment.equals("..")) {
        throw wrong(
            "has a path segment that is no tenant or policy name; letters, digits, dot, hyphen,"
                + " underscore and tilde are allowed");
      }
      found.add(segment);
    }
    return found;
  }

  static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "authority "
            + what
            + "; usual shapes are https://login.microsoftonline.com/{tenant},"
            + " https://{name}.ciamlogin.com and"
            + " https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}");
  }

  AuthorityUrl withSegment(int index, String value) {
    List<String> changed = new ArrayList<>(segments);
    changed.set(index, value);
    return new AuthorityUrl(host, port, changed);
  }

  AuthorityUrl withSegments(List<String> values) {
    return new AuthorityUrl(host, port, values);
  }

  String host() {
    return host;
  }

  List<String> segments() {
    return segments;
  }

  URI uri() {
    return uri;
  }

  URI resolve(String suffix) {
    return URI.create(uri + suffix);
  }

  String hostAndPort() {
    return port == -1 ? host : host + ":" + port;
  }

  String path() {
    return segments.isEmpty() ? "" : "/" + String.join("/", segments);
  }

  Environment environment() {
    return Cloud.ofHost(host)
        .filter(cloud -> cloud.hosts().contains(host) && port == -1)
        .map(cloud -> new Environment(cloud.cacheHost()))
        .orElseGet(() -> new Environment(hostAndPort()));
  }
}
