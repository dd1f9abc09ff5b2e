package dev.latchkey.application.chain;

import dev.latchkey.application.request.LinkOutcome;
import java.util.List;

/** What came of each link in the last search. Safe for concurrent use. */
public final class ChainReport {

  private volatile List<LinkOutcome> outcomes = List.of();

  /** Begins before the first search. */
  public ChainReport() {}

  void tell(List<LinkOutcome> seen) {
    outcomes = List.copyOf(seen);
  }

  /** {@return the links in their order; those that were not reached are missing} */
  public List<LinkOutcome> outcomes() {
    return outcomes;
  }
}
