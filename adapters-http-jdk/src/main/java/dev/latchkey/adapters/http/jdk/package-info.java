/** The HTTP port over {@code java.net.http}, for those who want no further dependency. */
@NullMarked
package dev.latchkey.adapters.http.jdk;

import org.jspecify.annotations.NullMarked;
