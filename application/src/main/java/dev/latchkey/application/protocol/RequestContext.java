package dev.latchkey.application.protocol;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.spi.time.Deadline;
import java.util.Objects;

/**
 * What belongs to one operation that leaves the process. Made once, after the cache missed.
 *
 * @param correlationId the id that is sent
 * @param deadline when the operation has to be over
 */
public record RequestContext(CorrelationId correlationId, Deadline deadline) {

  /**
   * Checks that both are there.
   *
   * @param correlationId the id that is sent
   * @param deadline when the operation has to be over
   */
  public RequestContext {
    Objects.requireNonNull(correlationId, "correlation id");
    Objects.requireNonNull(deadline, "deadline");
  }
}
