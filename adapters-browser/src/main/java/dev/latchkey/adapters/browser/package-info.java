/** The system's browser, and a listener on loopback that it comes back to. */
@NullMarked
package dev.latchkey.adapters.browser;

import org.jspecify.annotations.NullMarked;
