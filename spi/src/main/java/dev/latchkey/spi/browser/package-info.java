/** Ports to the person at the machine: a browser, and the loopback address it comes back to. */
@NullMarked
package dev.latchkey.spi.browser;

import org.jspecify.annotations.NullMarked;
