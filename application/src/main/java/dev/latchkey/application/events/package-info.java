/** Tells observers what happened, and keeps their mistakes away from callers. */
@NullMarked
package dev.latchkey.application.events;

import org.jspecify.annotations.NullMarked;
