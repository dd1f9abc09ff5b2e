package dev.latchkey.sandbox;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Set;

/** Which addresses users may be sent back to. */
final class RedirectUris {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  private RedirectUris() {}

  static String checked(String text) {
    try {
      URI uri = new URI(Texts.notEmpty(text, "uri"));
      if (uri.isAbsolute() && uri.getRawFragment() == null) {
        return text;
      }
    } catch (URISyntaxException e) {
      throw new IllegalArgumentException("a redirect URI must be a URI, was: " + text, e);
    }
    throw new IllegalArgumentException(
        "a redirect URI must be absolute and without fragment, was: " + text);
  }

  static boolean allows(SandboxApplication application, String sent) {
    return application.redirectUris().stream().anyMatch(registered -> fits(registered, sent));
  }

  private static boolean fits(String registered, String sent) {
    return registered.equals(sent)
        || (isLoopback(registered)
            && isLoopback(sent)
            && withoutPort(registered).equals(withoutPort(sent)));
  }

  private static boolean isLoopback(String text) {
    try {
      URI uri = new URI(text);
      return "http".equals(uri.getScheme())
          && uri.getHost() != null
          && uri.getRawUserInfo() == null
          && LOOPBACK.contains(uri.getHost());
    } catch (URISyntaxException notAnAddress) {
      return false;
    }
  }

  private static String withoutPort(String text) {
    URI uri = URI.create(text);
    String path = uri.getRawPath().equals("/") ? "" : uri.getRawPath();
    return uri.getHost() + path + (uri.getRawQuery() == null ? "" : "?" + uri.getRawQuery());
  }
}
