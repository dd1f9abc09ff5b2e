package dev.latchkey.application.violation.library;

import io.micrometer.violation.Micrometer;

/** A library outside its room. */
public interface UsesMetrics {
  Micrometer library();
}
