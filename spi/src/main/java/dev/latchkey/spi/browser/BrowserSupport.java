package dev.latchkey.spi.browser;

/**
 * Everything that a browser adapter does. Safe for concurrent use; holds nothing that has to be
 * closed.
 *
 * @since 0.1
 */
public interface BrowserSupport {

  /** {@return what opens addresses} */
  Browser browser();

  /** {@return what opens listeners} */
  RedirectListeners redirectListeners();
}
