/** Finds the endpoints of an authority and makes sure that they are its own. */
@NullMarked
package dev.latchkey.application.discovery;

import org.jspecify.annotations.NullMarked;
