package dev.latchkey.cli.violation;

import dev.latchkey.application.violation.Hidden;

/** A command that goes around the client. */
public interface EntersTheApplication {
  Hidden hidden();
}
