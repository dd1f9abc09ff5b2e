package dev.latchkey.application.protocol;

import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/** Opens an operation that asks an authority, and writes on its result what it cost. */
public final class Operations {

  private final Wire wire;
  private final TimeSource time;
  private final RandomSource random;
  private final Duration timeout;
  private final Api api;

  /**
   * Opens operations.
   *
   * @param wire carries requests
   * @param time measures
   * @param random makes correlation ids
   * @param timeout how long an operation may take in all
   */
  public Operations(Wire wire, TimeSource time, RandomSource random, Duration timeout) {
    this(wire, time, random, timeout, Api.NONE);
  }

  private Operations(Wire wire, TimeSource time, RandomSource random, Duration timeout, Api api) {
    this.wire = Objects.requireNonNull(wire, "wire");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.timeout = Objects.requireNonNull(timeout, "timeout");
    this.api = api;
  }

  /**
   * Says what its operations are for.
   *
   * @param value what the application asked for
   * @return a copy that says so
   */
  public Operations as(Api value) {
    return new Operations(wire, time, random, timeout, Objects.requireNonNull(value, "api"));
  }

  /**
   * Performs one.
   *
   * @param given the caller's correlation id, or null to make one
   * @param reason why the cache does not answer
   * @param cancellation ends it early; none where what is sent must not be lost
   * @param onSend told once, just before something is sent
   * @param work asks the authority
   * @return the result of the work, with source, reason, cost and correlation id; as it is if
   *     nothing was sent
   */
  public TokenResult perform(
      @Nullable CorrelationId given,
      RefreshReason reason,
      Cancellation cancellation,
      Runnable onSend,
      Function<Conversation, TokenResult> work) {
    long start = time.nanoTime();
    Conversation conversation = open(given, reason, cancellation, onSend);
    TokenResult result = work.apply(conversation);
    if (conversation.calls() == 0) {
      // Somebody who shares the cache brought it meanwhile, and nothing was sent.
      return given == null ? result : result.withCorrelationId(given);
    }
    return result.toBuilder()
        .source(TokenSource.IDENTITY_PROVIDER, reason)
        .cost(Duration.ofNanos(time.nanoTime() - start), conversation.calls())
        .waited(conversation.waited())
        .correlationId(conversation.context().correlationId())
        .build();
  }

  /**
   * Opens one that brings no token yet.
   *
   * @param given the caller's correlation id, or null to make one
   * @param cancellation ends it early
   * @param onSend told once, just before something is sent
   * @return the conversation
   */
  public Conversation open(
      @Nullable CorrelationId given, Cancellation cancellation, Runnable onSend) {
    return open(given, RefreshReason.NOT_APPLICABLE, cancellation, onSend);
  }

  private Conversation open(
      @Nullable CorrelationId given,
      RefreshReason reason,
      Cancellation cancellation,
      Runnable onSend) {
    CorrelationId id = given == null ? new CorrelationId(random.uuid()) : given;
    return wire.converse(
        new RequestContext(id, Deadline.after(timeout, time), api, reason), cancellation, onSend);
  }
}
