/** What waiting needs: two clocks, a deadline, and a way to give up. */
@NullMarked
package dev.latchkey.spi.time;

import org.jspecify.annotations.NullMarked;
