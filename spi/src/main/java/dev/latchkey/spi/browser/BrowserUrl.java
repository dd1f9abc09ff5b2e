package dev.latchkey.spi.browser;

import java.net.URI;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;

/**
 * An address that may be shown to a person: https, or http on this very machine. Anything else,
 * such as {@code file:} or a scheme of some program's own, could start what nobody asked for.
 *
 * @param uri the address; its query may be secret
 * @since 0.1
 */
public record BrowserUrl(URI uri) {

  private static final Set<String> LOOPBACK = Set.of("localhost", "127.0.0.1", "[::1]");

  /**
   * Checks scheme and host.
   *
   * @param uri the address; its query may be secret
   * @throws IllegalArgumentException if it is neither https nor http on a loopback host, or names a
   *     user
   */
  public BrowserUrl {
    Objects.requireNonNull(uri, "browser URL");
    String scheme = uri.getScheme() == null ? "" : uri.getScheme().toLowerCase(Locale.ROOT);
    String host = uri.getHost() == null ? "" : uri.getHost().toLowerCase(Locale.ROOT);
    boolean shown =
        scheme.equals("https") && !host.isEmpty()
            || scheme.equals("http") && LOOPBACK.contains(host);
    if (!shown || uri.getRawUserInfo() != null) {
      throw new IllegalArgumentException(
          "browser URL is neither https nor http on a loopback host, or it names a user");
    }
  }

  /** {@return the address in ASCII: the one argument that a browser is given} */
  public String argument() {
    return uri.toASCIIString();
  }

  /** {@return scheme and host; no path or query} */
  @Override
  public String toString() {
    return uri.getScheme() + "://" + uri.getRawAuthority();
  }
}
