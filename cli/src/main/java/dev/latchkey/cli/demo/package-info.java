/** The demonstration: one scene per promise of the library, played against the sandbox. */
@NullMarked
package dev.latchkey.cli.demo;

import org.jspecify.annotations.NullMarked;
