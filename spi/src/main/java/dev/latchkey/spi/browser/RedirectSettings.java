package dev.latchkey.spi.browser;

import java.util.Objects;

/**
 * Where a listener listens. Immutable.
 *
 * @since 0.1
 */
public final class RedirectSettings {

  private static final RedirectSettings DEFAULTS = new RedirectSettings(0, "");

  private final int port;
  private final String path;

  private RedirectSettings(int port, String path) {
    this.port = port;
    this.path = path;
  }

  /** {@return a free port of the system's choice, and no path} */
  public static RedirectSettings defaults() {
    return DEFAULTS;
  }

  /**
   * Sets the port.
   *
   * @param value 1 to 65535, or 0 for a free one of the system's choice
   * @return a copy with it
   * @throws IllegalArgumentException if it is out of bounds
   */
  public RedirectSettings port(int value) {
    if (value < 0 || value > 65_535) {
      throw new IllegalArgumentException("redirect port is not between 0 and 65535");
    }
    return new RedirectSettings(value, path);
  }

  /**
   * Sets the path of the redirect URI.
   *
   * @param value begins with a slash, or is empty
   * @return a copy with it
   * @throws IllegalArgumentException if it has another shape
   */
  public RedirectSettings path(String value) {
    if (!Objects.requireNonNull(value, "redirect path").matches("(/[A-Za-z0-9._~-]*)*")) {
      throw new IllegalArgumentException(
          "redirect path is not made of slashes, letters, digits, dots, hyphens, underscores and"
              + " tildes");
    }
    return new RedirectSettings(port, value);
  }

  /** {@return the port; 0 for a free one of the system's choice} */
  public int port() {
    return port;
  }

  /** {@return the path of the redirect URI; may be empty} */
  public String path() {
    return path;
  }

  /** {@return port and path} */
  @Override
  public String toString() {
    return "RedirectSettings[port=" + port + ", path=" + path + "]";
  }
}
