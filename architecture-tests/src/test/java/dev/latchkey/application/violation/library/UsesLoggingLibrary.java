package dev.latchkey.application.violation.library;

import org.slf4j.Logger;

/** A library outside its room. */
public interface UsesLoggingLibrary {
  Logger library();
}
