package dev.latchkey.application.violation.library;

import org.freedesktop.violation.Dbus;

/** A library outside its room. */
public interface UsesDbus {
  Dbus library();
}
