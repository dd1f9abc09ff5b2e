/** A web application that people sign in to, on nothing but the JDK's own HTTP server. */
@NullMarked
package dev.latchkey.examples.webapp;

import org.jspecify.annotations.NullMarked;
