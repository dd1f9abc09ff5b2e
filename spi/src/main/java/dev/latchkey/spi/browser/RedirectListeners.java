package dev.latchkey.spi.browser;

/**
 * Opens listeners. Implementations are safe for concurrent use.
 *
 * @since 0.1
 */
@FunctionalInterface
public interface RedirectListeners {

  /**
   * Opens a listener, one for each sign-in.
   *
   * @param settings where it listens
   * @return a listener that the caller closes
   * @throws dev.latchkey.domain.error.ConfigurationException if the port cannot be had; the message
   *     names it and tells how to get a free one
   */
  RedirectListener open(RedirectSettings settings);
}
