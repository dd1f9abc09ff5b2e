package dev.latchkey.domain.error;

import dev.latchkey.domain.id.CorrelationId;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.OptionalInt;
import org.jspecify.annotations.Nullable;

/**
 * What is known about a failure beside its message. Immutable.
 *
 * @since 0.1
 */
public final class FailureDetails {

  private static final FailureDetails NONE =
      new FailureDetails(null, null, null, 0, null, null, Effort.NONE);

  private final @Nullable OAuthError error;
  private final @Nullable CorrelationId correlationId;
  private final @Nullable Duration retryAfter;
  private final int status;
  private final @Nullable String contentType;
  private final @Nullable String excerpt;
  private final Effort effort;

  private FailureDetails(
      @Nullable OAuthError error,
      @Nullable CorrelationId correlationId,
      @Nullable Duration retryAfter,
      int status,
      @Nullable String contentType,
      @Nullable String excerpt,
      Effort effort) {
    this.error = error;
    this.correlationId = correlationId;
    this.retryAfter = retryAfter;
    this.status = status;
    this.contentType = contentType;
    this.excerpt = excerpt;
    this.effort = effort;
  }

  /** {@return details of which nothing is known} */
  public static FailureDetails none() {
    return NONE;
  }

  /**
   * Adds what the server said.
   *
   * @param value the error
   * @return a copy with it
   */
  public FailureDetails withError(OAuthError value) {
    return new FailureDetails(
        Objects.requireNonNull(value, "error"),
        correlationId,
        retryAfter,
        status,
        contentType,
        excerpt,
        effort);
  }

  /**
   * Adds the correlation id of the operation.
   *
   * @param value the id
   * @return a copy with it
   */
  public FailureDetails withCorrelationId(CorrelationId value) {
    return new FailureDetails(
        error,
        Objects.requireNonNull(value, "correlation id"),
        retryAfter,
        status,
        contentType,
        excerpt,
        effort);
  }

  /**
   * Adds how long the server asked to wait.
   *
   * @param value the time from now
   * @return a copy with it
   */
  public FailureDetails withRetryAfter(Duration value) {
    return new FailureDetails(
        error,
        correlationId,
        Objects.requireNonNull(value, "retry after"),
        status,
        contentType,
        excerpt,
        effort);
  }

  /**
   * Adds the answer that could not be used.
   *
   * @param newStatus the HTTP status
   * @param newContentType its media type, or null if none was sent
   * @param newExcerpt the first characters of a body that is not JSON, or null; made printable and
   *     cut by the caller
   * @return a copy with them
   */
  public FailureDetails withAnswer(
      int newStatus, @Nullable String newContentType, @Nullable String newExcerpt) {
    return new FailureDetails(
        error, correlationId, retryAfter, newStatus, newContentType, newExcerpt, effort);
  }

  /**
   * Adds how often the request was sent.
   *
   * @param value the number of attempts, 1 if it was not repeated
   * @return a copy with it
   */
  public FailureDetails withAttempts(int value) {
    return with(new Effort(value, effort.httpCalls, effort.waited, effort.replayed));
  }

  /**
   * Adds what the whole operation cost.
   *
   * @param newHttpCalls requests sent, repeats included
   * @param newWaited the pauses between them
   * @return a copy with them
   */
  public FailureDetails withCost(int newHttpCalls, Duration newWaited) {
    return with(
        new Effort(
            effort.attempts,
            newHttpCalls,
            Objects.requireNonNull(newWaited, "waited"),
            effort.replayed));
  }

  /**
   * Adds whether the answer is one that was remembered, so that the request was not sent.
   *
   * @param value whether it is
   * @return a copy with it
   */
  public FailureDetails withReplay(boolean value) {
    return with(new Effort(effort.attempts, effort.httpCalls, effort.waited, value));
  }

  private FailureDetails with(Effort newEffort) {
    return new FailureDetails(
        error, correlationId, retryAfter, status, contentType, excerpt, newEffort);
  }

  Optional<OAuthError> error() {
    return Optional.ofNullable(error);
  }

  Optional<CorrelationId> correlationId() {
    return Optional.ofNullable(correlationId);
  }

  Optional<Duration> retryAfter() {
    return Optional.ofNullable(retryAfter);
  }

  OptionalInt status() {
    return status == 0 ? OptionalInt.empty() : OptionalInt.of(status);
  }

  Optional<String> contentType() {
    return Optional.ofNullable(contentType);
  }

  Optional<String> excerpt() {
    return Optional.ofNullable(excerpt);
  }

  int attempts() {
    return effort.attempts;
  }

  int httpCalls() {
    return effort.httpCalls;
  }

  Duration waited() {
    return effort.waited;
  }

  boolean isReplayed() {
    return effort.replayed;
  }

  private record Effort(int attempts, int httpCalls, Duration waited, boolean replayed) {
    static final Effort NONE = new Effort(0, 0, Duration.ZERO, false);
  }
}
