/** Counts and times acquisitions with the OpenTelemetry API. */
@NullMarked
package dev.latchkey.observability.opentelemetry;

import org.jspecify.annotations.NullMarked;
