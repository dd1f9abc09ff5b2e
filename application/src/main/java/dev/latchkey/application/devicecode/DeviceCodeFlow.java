package dev.latchkey.application.devicecode;

import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.DeviceAuthorization;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.PendingDeviceCodeFlow;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.error.AuthResponseException;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.scheme.KeyBoundScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.jspecify.annotations.Nullable;

/**
 * Signs a person in on another device: asks for a code, then asks whether the person has entered
 * it. Waits on the caller's thread.
 */
public final class DeviceCodeFlow {

  private final UserAudiences audiences;
  private final DeviceCodeExchange exchange;
  private final Acquisitions acquisitions;
  private final TimeSource time;
  private final RandomSource random;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param exchange asks for codes and tokens
   * @param acquisitions is told
   * @param time waits, and decides on expiry
   * @param random spreads polls after failures
   */
  public DeviceCodeFlow(
      UserAudiences audiences,
      DeviceCodeExchange exchange,
      Acquisitions acquisitions,
      TimeSource time,
      RandomSource random) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.acquisitions = Objects.requireNonNull(acquisitions, "acquisitions");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
  }

  /**
   * Asks for a code.
   *
   * @param request what the person signs in for
   * @param cancellation ends the call
   * @return the flow, to be shown and completed
   */
  public PendingDeviceCodeFlow begin(DeviceCodeRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    // First, so that nothing is sent for a scheme that cannot be had.
    KeyBinding binding = audience.binding(request.options());
    Conversation conversation = exchange.open(request, cancellation);
    DeviceAuthorization code = exchange.code(audience, request, conversation);
    PendingDeviceCodeFlow flow =
        PendingDeviceCodeFlow.restore(
            FlowText.of(
                audience,
                request,
                conversation.context().correlationId(),
                code,
                time.instant().plus(code.expiresIn()),
                binding));
    return request.options().authScheme().orElse(null) instanceof KeyBoundScheme scheme
        ? flow.authScheme(scheme)
        : flow;
  }

  /**
   * Waits for the person. At least one poll is made, even of a flow past its end: the authority's
   * word counts.
   *
   * @param flow the flow
   * @param cancellation ends the wait, and a poll that is under way
   * @return the tokens
   * @throws AuthResponseException if another application began the flow
   * @throws IllegalArgumentException if the flow was begun for a bound token and has lost its
   *     scheme
   * @throws ServiceException if the person declined or the code expired, or the flow was ended
   */
  public TokenResult complete(PendingDeviceCodeFlow flow, Cancellation cancellation) {
    UserAudience audience = audiences.of(flow.request().options());
    if (!audience.clientId().equals(flow.clientId())) {
      throw new AuthResponseException(
          "the device code flow was begun by another client than " + audience.clientId(),
          FailureDetails.none(),
          null);
    }
    audience.binding(flow.request().options(), flow.tokenType().orElse(null), null);
    cancellation.throwIfCancelled();
    Cancellation either = Cancellation.create();
    Cancellation.Registration given = cancellation.onCancel(either::cancel);
    Cancellation.Registration own = flow.ending().onCancel(either::cancel);
    try {
      AtomicInteger calls = new AtomicInteger();
      return acquisitions.tell(
          () -> await(flow, audience, cancellation, either, calls), calls::get);
    } finally {
      given.close();
      own.close();
    }
  }

  private TokenResult await(
      PendingDeviceCodeFlow flow,
      UserAudience audience,
      Cancellation cancellation,
      Cancellation either,
      AtomicInteger calls) {
    long start = time.nanoTime();
    PollSchedule schedule = new PollSchedule(flow.interval(), random);
    TokenException last = null;
    while (true) {
      try {
        // The first poll is made even of an ended flow, so that there is an answer to tell.
        TokenResult result = exchange.poll(audience, flow, last == null ? cancellation : either);
        return result.toBuilder()
            .cost(Duration.ofNanos(time.nanoTime() - start), calls.get() + result.httpCalls())
            .build();
      } catch (TokenException e) {
        if (e instanceof CancelledException) {
          throw ended(e, last, flow, cancellation);
        }
        Optional<Duration> pause = schedule.after(e);
        if (pause.isEmpty()) {
          throw e;
        }
        calls.addAndGet(e.httpCalls());
        last = e;
        pause(pause.get(), e, flow, cancellation, either);
      }
    }
  }

  private void pause(
      Duration pause,
      TokenException last,
      PendingDeviceCodeFlow flow,
      Cancellation cancellation,
      Cancellation either) {
    Duration left = Duration.between(time.instant(), flow.expiresAt());
    boolean inTime = pause.compareTo(left) <= 0;
    try {
      time.sleep(inTime ? pause : left, either);
    } catch (CancelledException e) {
      throw ended(e, last, flow, cancellation);
    }
    if (!inTime) {
      throw unfinished(
          "the device code expired at "
              + flow.expiresAt()
              + " before anybody signed in; begin"
              + " another flow",
          last);
    }
  }

  // Whoever cancels the call, or interrupts its thread, hears of that; who ends the flow hears what
  // the authority said last.
  private static TokenException ended(
      TokenException cancelled,
      @Nullable TokenException last,
      PendingDeviceCodeFlow flow,
      Cancellation cancellation) {
    boolean byFlow =
        flow.ending().isCancelled()
            && !cancellation.isCancelled()
            && !Thread.currentThread().isInterrupted();
    return byFlow && last != null
        ? unfinished("the device code flow was ended before anybody signed in", last)
        : cancelled;
  }

  private static TokenException unfinished(String message, TokenException last) {
    if (last.error().isEmpty()) {
      return last;
    }
    FailureDetails details =
        FailureDetails.none()
            .withError(last.error().get())
            .withAnswer(last.status().orElse(0), last.contentType().orElse(null), null)
            .withAttempts(last.attempts());
    return new ServiceException(
        message, last.correlationId().map(details::withCorrelationId).orElse(details), last);
  }
}
