/** The only room that knows JSON: strict about duplicates, depth, size and what follows the end. */
@NullMarked
package dev.latchkey.application.json;

import org.jspecify.annotations.NullMarked;
