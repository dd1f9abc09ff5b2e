package dev.latchkey.application.violation.library;

import java.util.logging.Logger;

/** A library outside its room. */
public interface UsesRuntimeLogging {
  Logger library();
}
