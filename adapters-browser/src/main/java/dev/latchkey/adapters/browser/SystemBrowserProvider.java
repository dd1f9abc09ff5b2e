package dev.latchkey.adapters.browser;

import dev.latchkey.spi.SpiLevel;
import dev.latchkey.spi.browser.BrowserProvider;
import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.browser.BrowserSupport;

/**
 * Opens the browser of the system: with {@code xdg-open}, {@code open} or {@code rundll32}, or with
 * the program that the settings or the variable {@code BROWSER} (Linux) name. Listens on {@code
 * 127.0.0.1} and {@code [::1]}.
 *
 * @since 0.1
 */
public final class SystemBrowserProvider implements BrowserProvider {

  /** Does nothing; {@link #open} does. */
  public SystemBrowserProvider() {}

  @Override
  public String name() {
    return "system";
  }

  @Override
  public int spiLevel() {
    return SpiLevel.CURRENT;
  }

  @Override
  public BrowserSupport open(BrowserSettings settings) {
    return new SystemBrowserSupport(new SystemBrowser(settings), new LoopbackListeners());
  }
}
