/** The machine below: randomness, environment, files, child processes. */
@NullMarked
package dev.latchkey.spi.system;

import org.jspecify.annotations.NullMarked;
