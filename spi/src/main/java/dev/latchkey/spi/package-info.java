/** What every provider answers: its name, its rank, the level it was built against. */
@NullMarked
package dev.latchkey.spi;

import org.jspecify.annotations.NullMarked;
