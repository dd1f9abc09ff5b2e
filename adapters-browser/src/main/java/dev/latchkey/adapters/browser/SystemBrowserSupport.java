package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.Browser;
import dev.latchkey.spi.browser.BrowserSupport;
import dev.latchkey.spi.browser.RedirectListeners;

/** Both halves. */
record SystemBrowserSupport(Browser browser, RedirectListeners redirectListeners)
    implements BrowserSupport {}
