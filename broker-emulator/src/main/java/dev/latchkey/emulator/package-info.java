/**
 * Plays the identity broker of Linux on a message bus of a test's own. For the tests of this
 * project; never published.
 */
@NullMarked
package dev.latchkey.emulator;

import org.jspecify.annotations.NullMarked;
