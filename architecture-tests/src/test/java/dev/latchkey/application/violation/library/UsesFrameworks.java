package dev.latchkey.application.violation.library;

import org.springframework.violation.Spring;

/** A library outside its room. */
public interface UsesFrameworks {
  Spring library();
}
