/** The sealed family of everything that can go wrong, and what the server said about it. */
@NullMarked
package dev.latchkey.domain.error;

import org.jspecify.annotations.NullMarked;
