package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.SingleFlight;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Gets tokens that the cache does not have: one flight for all who want the same. */
public final class AppTokenFetcher implements AutoCloseable {

  static final String USE_CASE = "client-credentials";

  // A service that fails is not asked again sooner for a token that is still good.
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(30);
  private static final int MOST_REFRESHES = 100_000;

  private final SingleFlight<FlightKey, TokenResult> flights;
  private final AppTokenWork work;
  private final ExpiringMap<FlightKey, Boolean> refreshed;
  private final TimeSource time;
  private final Events events;

  /**
   * Puts the fetcher together.
   *
   * @param executor runs flights; its threads may block
   * @param work what a flight does
   * @param time measures
   * @param events is told
   */
  public AppTokenFetcher(Executor executor, AppTokenWork work, TimeSource time, Events events) {
    this.flights = new SingleFlight<>(executor);
    this.work = Objects.requireNonNull(work, "work");
    this.time = Objects.requireNonNull(time, "time");
    this.events = Objects.requireNonNull(events, "events");
    this.refreshed = new ExpiringMap<>(MOST_REFRESHES, BETWEEN_REFRESHES, time);
  }

  TokenResult fetch(
      AppAudience audience,
      ClientRequest request,
      RefreshReason reason,
      Cancellation cancellation) {
    cancellation.throwIfCancelled();
    long start = time.nanoTime();
    try {
      SingleFlight.Landing<TokenResult> landing =
          flights.join(
              key(audience, request),
              reason == RefreshReason.FORCED,
              cancellation,
              (given, onSend) -> work.run(audience, request, reason, given, onSend));
      events.tell(() -> success(landing.value(), landing.joined(), elapsed(start)).build());
      return landing.value();
    } catch (RuntimeException e) {
      events.tell(() -> failure(e, reason, elapsed(start)).build());
      throw e;
    }
  }

  /** Begins a refresh that nobody waits for, unless one was begun lately. */
  void refreshInBackground(AppAudience audience, ClientRequest request) {
    FlightKey key = key(audience, request);
    if (refreshed.putIfAbsent(key, Boolean.TRUE)) {
      flights.start(key, (given, onSend) -> refresh(audience, request, given, onSend));
    }
  }

  private TokenResult refresh(
      AppAudience audience, ClientRequest request, Cancellation given, Runnable onSend) {
    long start = time.nanoTime();
    try {
      TokenResult result = work.run(audience, request, RefreshReason.PROACTIVE, given, onSend);
      events.tell(() -> success(result, false, elapsed(start)).background(true).build());
      return result;
    } catch (RuntimeException e) {
      events.tell(
          () -> failure(e, RefreshReason.PROACTIVE, elapsed(start)).background(true).build());
      throw e;
    }
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
  }

  private static FlightKey key(AppAudience audience, ClientRequest request) {
    return new FlightKey(
        audience.partition(),
        request.scopes(),
        request.claims().orElse(null),
        request.extraParameters(),
        request.extendedKey().orElse(null),
        request.credential().orElse(null));
  }

  private Duration elapsed(long start) {
    return Duration.ofNanos(time.nanoTime() - start);
  }

  private static TokenEvent.Builder success(TokenResult result, boolean joined, Duration duration) {
    return TokenEvent.builder(USE_CASE)
        .source(result.source())
        .refreshReason(result.refreshReason())
        .duration(duration)
        .httpCalls(joined ? 0 : result.httpCalls())
        .joined(joined)
        .correlationId(result.correlationId().orElse(null));
  }

  private static TokenEvent.Builder failure(
      RuntimeException e, RefreshReason reason, Duration duration) {
    TokenEvent.Builder event =
        TokenEvent.builder(USE_CASE)
            .outcome(
                e instanceof CancelledException
                    ? TokenEvent.Outcome.CANCELLED
                    : TokenEvent.Outcome.FAILURE)
            .refreshReason(reason)
            .duration(duration)
            .failure(e.getClass().getSimpleName());
    return e instanceof TokenException known
        ? event
            .httpCalls(known.attempts())
            .errorCode(known.error().map(OAuthError::code).orElse(null))
            .correlationId(known.correlationId().orElse(null))
        : event;
  }
}
