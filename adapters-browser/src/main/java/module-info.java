/**
 * Opens the system browser and listens on loopback for its answer.
 *
 * @since 0.1
 */
module dev.latchkey.adapters.browser {
  requires transitive dev.latchkey.spi;
  requires transitive static org.jspecify;

  exports dev.latchkey.adapters.browser;

  provides dev.latchkey.spi.browser.BrowserProvider with
      dev.latchkey.adapters.browser.SystemBrowserProvider;
}
