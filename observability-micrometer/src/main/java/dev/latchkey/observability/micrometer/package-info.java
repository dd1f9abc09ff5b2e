/** Counts and times acquisitions with Micrometer. */
@NullMarked
package dev.latchkey.observability.micrometer;

import org.jspecify.annotations.NullMarked;
