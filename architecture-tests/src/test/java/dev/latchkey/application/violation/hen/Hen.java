package dev.latchkey.application.violation.hen;

import dev.latchkey.application.violation.egg.Egg;

/** The other half. */
public interface Hen {
  Egg egg();
}
