package dev.latchkey.application.violation.habit;

import com.google.inject.Inject;

/** A field that is filled from outside. */
public final class TakesInjections {
  @Inject private String name = "";

  String name() {
    return name;
  }
}
