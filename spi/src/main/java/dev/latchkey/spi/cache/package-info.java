/** Ports to where bytes are kept: token cache stores, their keys, and the store of HTTP answers. */
@NullMarked
package dev.latchkey.spi.cache;

import org.jspecify.annotations.NullMarked;
