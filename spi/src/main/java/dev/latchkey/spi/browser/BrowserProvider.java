package dev.latchkey.spi.browser;

import dev.latchkey.spi.Provider;

/**
 * Finds a browser adapter. It is asked only by clients that sign people in interactively.
 *
 * @since 0.1
 */
public interface BrowserProvider extends Provider {

  /**
   * Opens the adapter.
   *
   * @param settings which browser
   * @return what it does
   */
  BrowserSupport open(BrowserSettings settings);
}
