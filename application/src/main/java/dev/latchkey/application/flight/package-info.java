/** One request for many callers, and refresh that nobody waits for. */
@NullMarked
package dev.latchkey.application.flight;

import org.jspecify.annotations.NullMarked;
