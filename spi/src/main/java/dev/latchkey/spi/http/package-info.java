/** The port to HTTP: one request out, one answer back, within a deadline. */
@NullMarked
package dev.latchkey.spi.http;

import org.jspecify.annotations.NullMarked;
