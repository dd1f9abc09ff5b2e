package dev.latchkey.application.violation.habit;

import com.google.inject.Inject;

/** A field that is filled from outside. */
@SuppressWarnings("UnnecessaryAssignment") // the field would be null without it
public final class TakesInjections {
  @Inject private String name = "";

  String name() {
    return name;
  }
}
