package dev.latchkey.sandbox;

import java.io.IOException;

/** What a fault does with one request. */
@FunctionalInterface
interface FaultAction {

  /**
   * Answers badly, or not at all.
   *
   * @return false if the connection is to be closed
   */
  boolean play(FaultStage stage) throws IOException;
}
