package dev.latchkey.cli.violation;

import dev.latchkey.client.internal.violation.Wiring;

/** A command that wires clients itself. */
public interface EntersTheWiring {
  Wiring wiring();
}
