package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.browser.RedirectListeners;
import dev.latchkey.spi.system.EnvironmentReader;
import dev.latchkey.spi.tck.RedirectListenersContract;

class LoopbackListenersContractTest extends RedirectListenersContract {

  @Override
  protected RedirectListeners listeners() {
    BrowserSettings settings = BrowserSettings.of(EnvironmentReader.system());
    return new SystemBrowserProvider().open(settings).redirectListeners();
  }
}
