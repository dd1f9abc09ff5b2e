/** Runnable samples, one for each scenario. They talk to the sandbox and need no network. */
@NullMarked
package dev.latchkey.examples;

import org.jspecify.annotations.NullMarked;
