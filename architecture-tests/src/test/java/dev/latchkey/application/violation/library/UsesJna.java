package dev.latchkey.application.violation.library;

import com.sun.jna.violation.Jna;

/** A library outside its room. */
public interface UsesJna {
  Jna library();
}
