package dev.latchkey.application.flight;

import dev.latchkey.application.cache.ExpiringMap;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.events.Events;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import java.util.concurrent.Executor;

/**
 * The flights of one use case that bring tokens: one for all who want the same, refresh that nobody
 * waits for, and an event for each.
 *
 * @param <K> everything that makes two wishes the same
 */
public final class TokenFlights<K> implements AutoCloseable {

  // A service that fails is not asked again sooner for a token that is still good.
  private static final Duration BETWEEN_REFRESHES = Duration.ofSeconds(30);
  private static final int MOST_REFRESHES = 100_000;

  private final SingleFlight<K, TokenResult> flights;
  private final ExpiringMap<K, Boolean> refreshed;
  private final Acquisitions acquisitions;
  private final TimeSource time;
  private final Events events;

  /**
   * Shares flights.
   *
   * @param useCase what events call it
   * @param executor runs flights; its threads may block
   * @param time measures
   * @param events is told
   */
  public TokenFlights(String useCase, Executor executor, TimeSource time, Events events) {
    this.acquisitions = new Acquisitions(useCase, time, events);
    this.flights = new SingleFlight<>(executor);
    this.time = Objects.requireNonNull(time, "time");
    this.events = Objects.requireNonNull(events, "events");
    this.refreshed = new ExpiringMap<>(MOST_REFRESHES, BETWEEN_REFRESHES, time);
  }

  /**
   * Waits for a token, on a flight that is under way or on a new one.
   *
   * @param key what makes wishes the same
   * @param reason why the cache does not answer; who forces joins only what is not yet sent
   * @param cancellation ends this caller's wait; the flight goes on while others wait
   * @param work done once for all
   * @return the token
   */
  public TokenResult fetch(
      K key, RefreshReason reason, Cancellation cancellation, SingleFlight.Work<TokenResult> work) {
    cancellation.throwIfCancelled();
    long start = time.nanoTime();
    try {
      SingleFlight.Landing<TokenResult> landing =
          flights.join(key, reason == RefreshReason.FORCED, cancellation, work);
      events.tell(
          () -> {
            TokenEvent.Builder event = acquisitions.success(landing.value(), start);
            return (landing.joined() ? event.joined(true).httpCalls(0) : event).build();
          });
      return landing.value();
    } catch (RuntimeException e) {
      events.tell(() -> acquisitions.failure(e, reason, start).build());
      throw e;
    }
  }

  /**
   * Begins a refresh that nobody waits for, unless one was begun lately.
   *
   * @param key what makes wishes the same
   * @param work done once for all
   */
  public void refreshInBackground(K key, SingleFlight.Work<TokenResult> work) {
    if (refreshed.putIfAbsent(key, Boolean.TRUE)) {
      flights.start(key, (given, onSend) -> refresh(work, given, onSend));
    }
  }

  private TokenResult refresh(
      SingleFlight.Work<TokenResult> work, Cancellation given, Runnable onSend) {
    long start = time.nanoTime();
    try {
      TokenResult result = work.run(given, onSend);
      events.tell(() -> acquisitions.success(result, start).background(true).build());
      return result;
    } catch (RuntimeException e) {
      events.tell(
          () -> acquisitions.failure(e, RefreshReason.PROACTIVE, start).background(true).build());
      throw e;
    }
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
  }
}
