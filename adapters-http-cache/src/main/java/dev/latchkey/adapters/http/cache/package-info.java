/** HTTP answers that are no tokens, in a file that is read once and written once. */
@NullMarked
package dev.latchkey.adapters.http.cache;

import org.jspecify.annotations.NullMarked;
