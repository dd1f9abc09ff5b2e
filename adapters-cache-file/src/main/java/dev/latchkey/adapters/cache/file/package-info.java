/** One file that processes share, and where the keys for its content come from. */
@NullMarked
package dev.latchkey.adapters.cache.file;

import org.jspecify.annotations.NullMarked;
