/** Sign-ins at this very machine: a browser is opened, and comes back to a loopback address. */
@NullMarked
package dev.latchkey.application.interactive;

import org.jspecify.annotations.NullMarked;
