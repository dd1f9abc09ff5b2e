package dev.latchkey.sandbox;

import java.util.function.Supplier;
import java.util.function.UnaryOperator;

/**
 * What a fault may use: the request, the way out, and the answer as it would have been. Asking for
 * the normal answer makes the sandbox do the work; a fault that never asks leaves nothing done.
 */
record FaultStage(
    RecordedRequest request,
    Exchange exchange,
    EntraErrors errors,
    Supplier<Answer> normal,
    UnaryOperator<Answer> finish) {

  /** Adds what every answer has, such as the date. */
  Answer finished(Answer answer) {
    return finish.apply(answer);
  }
}
