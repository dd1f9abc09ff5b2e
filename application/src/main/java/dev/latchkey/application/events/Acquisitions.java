package dev.latchkey.application.events;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.function.IntSupplier;
import java.util.function.Supplier;

/** Tells of the acquisitions of one use case. Safe for concurrent use. */
public final class Acquisitions {

  private final String useCase;
  private final TimeSource time;
  private final Events events;

  /**
   * Tells an observer.
   *
   * @param useCase what events call it
   * @param time measures
   * @param events is told
   */
  public Acquisitions(String useCase, TimeSource time, Events events) {
    this.useCase = Objects.requireNonNull(useCase, "use case");
    this.time = Objects.requireNonNull(time, "time");
    this.events = Objects.requireNonNull(events, "events");
  }

  /**
   * Gets tokens that the cache was not asked for, and tells how that ended.
   *
   * @param work gets them
   * @return what the work brought
   */
  public TokenResult tell(Supplier<TokenResult> work) {
    return tell(work, () -> 0);
  }

  /**
   * Gets tokens in several operations, and tells how that ended.
   *
   * @param work gets them
   * @param before how many requests the operations before the last one sent
   * @return what the work brought
   */
  public TokenResult tell(Supplier<TokenResult> work, IntSupplier before) {
    long start = time.nanoTime();
    try {
      TokenResult result = work.get();
      events.tell(() -> success(result, start).build());
      return result;
    } catch (RuntimeException e) {
      events.tell(
          () -> {
            int last = e instanceof TokenException known ? known.httpCalls() : 0;
            return failure(e, RefreshReason.NOT_APPLICABLE, start)
                .httpCalls(before.getAsInt() + last)
                .build();
          });
      throw e;
    }
  }

  /**
   * Describes a success.
   *
   * @param result what was got
   * @param start when it was begun, by the monotonic clock
   * @return the event so far
   */
  public TokenEvent.Builder success(TokenResult result, long start) {
    return TokenEvent.builder(useCase)
        .source(result.source())
        .refreshReason(result.refreshReason())
        .duration(elapsed(start))
        .httpCalls(result.httpCalls())
        .waited(result.waited())
        .via(result.via().orElse(null))
        .stored(result.stored())
        .correlationId(result.correlationId().orElse(null));
  }

  /**
   * Describes a failure.
   *
   * @param e what was thrown
   * @param reason why the cache did not answer
   * @param start when it was begun, by the monotonic clock
   * @return the event so far
   */
  public TokenEvent.Builder failure(RuntimeException e, RefreshReason reason, long start) {
    TokenEvent.Builder event =
        TokenEvent.builder(useCase)
            .outcome(
                e instanceof CancelledException
                    ? TokenEvent.Outcome.CANCELLED
                    : TokenEvent.Outcome.FAILURE)
            .refreshReason(reason)
            .duration(elapsed(start))
            .failure(e.getClass().getSimpleName());
    return e instanceof TokenException known
        ? event
            .httpCalls(known.httpCalls())
            .waited(known.waited())
            .replayed(known.isReplayed())
            .errorCode(known.error().map(OAuthError::code).orElse(null))
            .correlationId(known.correlationId().orElse(null))
        : event;
  }

  private Duration elapsed(long start) {
    return Duration.ofNanos(time.nanoTime() - start);
  }
}
