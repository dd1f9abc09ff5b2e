package dev.latchkey.application.violation.egg;

import dev.latchkey.application.violation.hen.Hen;

/** Half a circle. */
public interface Egg {
  Hen hen();
}
