/** Child processes, over {@link java.lang.ProcessBuilder}. Nobody compiles against this room. */
@NullMarked
package dev.latchkey.adapters.process;

import org.jspecify.annotations.NullMarked;
