package dev.latchkey.domain.authority;

import dev.latchkey.domain.id.TenantId;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.regex.Pattern;

/** The checked parts of an authority's URL. One strict reading for every kind. */
final class AuthorityUrl {

  private static final int LONGEST = 2_000;
  private static final int LONGEST_SEGMENT = 253;

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
    String stripped = text.strip();
    if (stripped.isEmpty()) {
      throw wrong("is empty");
    }
    if (stripped.length() > LONGEST) {
      throw wrong("is longer than 2,000 characters");
    }
    URI uri;
    try {
      uri = new URI(stripped);
    } catch (URISyntaxException e) {
      throw wrong("is no URL (" + e.getReason() + " at position " + e.getIndex() + ")");
    }
    if (!"https".equalsIgnoreCase(uri.getScheme())) {
      throw wrong("does not begin with https://");
    }
    requirePlainHost(uri);
    if (uri.getRawQuery() != null) {
      throw wrong("has a query; give extra parameters to the request, not to the authority");
    }
    if (uri.getRawFragment() != null) {
      throw wrong("has a fragment (#); remove it");
    }
    String host = uri.getHost().toLowerCase(Locale.ROOT);
    int port = uri.getPort() == 443 ? -1 : uri.getPort();
    return new AuthorityUrl(host, port, segments(uri.getRawPath()));
  }

  private static void requirePlainHost(URI uri) {
    if (uri.getRawUserInfo() != null) {
      throw wrong("has user information before its host; remove it");
    }
    if (uri.getHost() == null || !isName(uri.getHost())) {
      throw wrong("has no valid host name; write international names in their xn-- form");
    }
    if (uri.getHost().endsWith(".")) {
      throw wrong("has a host name that ends in a dot; remove the dot");
    }
    if (uri.getPort() == 0 || uri.getPort() > 65_535) {
      throw wrong("has a port outside 1 to 65535");
    }
  }

  // Numbers that a resolver takes for an address, such as 2130706433, are no names.
  private static boolean isName(String host) {
    String lastLabel = host.substring(host.lastIndexOf('.') + 1);
    return !host.isEmpty()
        && (lastLabel.isEmpty()
            || !Character.isDigit(lastLabel.charAt(0))
            || Ipv4.SHAPE.matcher(host).matches());
  }

  // Compiled when a host ends in a number, which hardly any does.
  private static final class Ipv4 {
    private static final Pattern SHAPE =
        Pattern.compile("(?:(?:25[0-5]|2[0-4][0-9]|1[0-9]{2}|[1-9]?[0-9])(?:\\.(?!$)|$)){4}");
  }

  private static List<String> segments(String path) {
    List<String> found = new ArrayList<>();
    String inner = path.startsWith("/") ? path.substring(1) : path;
    String plain = inner.endsWith("/") ? inner.substring(0, inner.length() - 1) : inner;
    if (plain.isEmpty() && !inner.equals("/")) {
      return found;
    }
    for (String segment : plain.split("/", -1)) {
      if (segment.isEmpty()) {
        throw wrong("has an empty path segment (//)");
      }
      if (segment.equals(".") || segment.equals("..")) {
        throw wrong("has . or .. in its path");
      }
      if (!isPlain(segment)) {
        throw wrong(
            "has a path segment that is no tenant or policy name; letters, digits, dot, hyphen,"
                + " underscore and tilde are allowed");
      }
      found.add(segment);
    }
    return found;
  }

  private static boolean isPlain(String segment) {
    for (int i = 0; i < segment.length(); i++) {
      char c = segment.charAt(i);
      boolean isLetter = c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z';
      if (!isLetter && (c < '0' || c > '9') && "._~-".indexOf(c) < 0) {
        return false;
      }
    }
    return segment.length() <= LONGEST_SEGMENT;
  }

  static IllegalArgumentException wrong(String what) {
    return new IllegalArgumentException(
        "authority "
            + what
            + "; usual shapes are https://login.microsoftonline.com/{tenant},"
            + " https://{name}.ciamlogin.com and"
            + " https://{name}.b2clogin.com/{name}.onmicrosoft.com/{policy}");
  }

  /** Makes sure that a tenant stands there. */
  void requireTenant(int index) {
    try {
      TenantId checked = new TenantId(segments.get(index));
      Objects.requireNonNull(checked);
    } catch (IllegalArgumentException e) {
      throw wrong("names a tenant that is no GUID, no domain and no placeholder");
    }
  }

  AuthorityUrl withSegment(int index, String value) {
    List<String> changed = new ArrayList<>(segments);
    changed.set(index, value);
    return new AuthorityUrl(host, port, changed);
  }

  AuthorityUrl withSegments(List<String> values) {
    return new AuthorityUrl(host, port, values);
  }

  AuthorityUrl withHost(String value) {
    return parse("https://" + value + path());
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
}
