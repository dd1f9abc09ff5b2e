package dev.latchkey.application.violation.library;

import sun.violation.Closed;

/** A part of the JDK that is nobody's business. */
public interface UsesClosedPackage {
  Closed closed();
}
