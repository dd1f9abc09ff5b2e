/** What observers are told of each acquisition. */
@NullMarked
package dev.latchkey.spi.event;

import org.jspecify.annotations.NullMarked;
