package dev.latchkey.application.protocol;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.spi.time.Deadline;
import java.util.Objects;

/**
 * What belongs to one operation that leaves the process. Made once, after the cache missed.
 *
 * @param correlationId the id that is sent
 * @param deadline when the operation has to be over
 * @param api what the application asked for
 * @param reason why the cache did not answer
 */
public record RequestContext(
    CorrelationId correlationId, Deadline deadline, Api api, RefreshReason reason) {

  /**
   * Checks that all is there.
   *
   * @param correlationId the id that is sent
   * @param deadline when the operation has to be over
   * @param api what the application asked for
   * @param reason why the cache did not answer
   */
  public RequestContext {
    Objects.requireNonNull(correlationId, "correlation id");
    Objects.requireNonNull(deadline, "deadline");
    Objects.requireNonNull(api, "api");
    Objects.requireNonNull(reason, "reason");
  }

  /**
   * Describes an operation that brings no token.
   *
   * @param correlationId the id that is sent
   * @param deadline when the operation has to be over
   */
  public RequestContext(CorrelationId correlationId, Deadline deadline) {
    this(correlationId, deadline, Api.NONE, RefreshReason.NOT_APPLICABLE);
  }
}
