package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserSettings;
import dev.latchkey.spi.tck.BrowserContract;

class SystemBrowserContractTest extends BrowserContract {

  @Override
  protected Browser open(BrowserSettings settings) {
    return new SystemBrowserProvider().open(settings).browser();
  }
}
