package dev.latchkey.adapters.one.violation;

import dev.latchkey.adapters.other.violation.Neighbour;

/** An adapter that needs another one. */
public interface KnowsItsNeighbour {
  Neighbour neighbour();
}
