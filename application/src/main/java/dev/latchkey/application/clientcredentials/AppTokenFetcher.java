package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.Executor;

/** Gets tokens that the cache does not have: one flight for all who want the same. */
public final class AppTokenFetcher implements AutoCloseable {

  static final String USE_CASE = "client-credentials";

  private final TokenFlights<FlightKey> flights;
  private final AppTokenWork work;

  /**
   * Puts the fetcher together.
   *
   * @param executor runs flights; its threads may block
   * @param work what a flight does
   * @param time measures
   * @param events is told
   */
  public AppTokenFetcher(Executor executor, AppTokenWork work, TimeSource time, Events events) {
    this.flights = new TokenFlights<>(USE_CASE, executor, time, events);
    this.work = Objects.requireNonNull(work, "work");
  }

  TokenResult fetch(
      AppAudience audience,
      ClientRequest request,
      RefreshReason reason,
      Cancellation cancellation) {
    return flights.fetch(
        key(audience, request),
        reason,
        cancellation,
        (given, onSend) -> work.run(audience, request, reason, given, onSend));
  }

  /** Begins a refresh that nobody waits for, unless one was begun lately. */
  void refreshInBackground(AppAudience audience, ClientRequest request) {
    flights.refreshInBackground(
        key(audience, request),
        (given, onSend) -> work.run(audience, request, RefreshReason.PROACTIVE, given, onSend));
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
        request.credential().orElse(null),
        request.authScheme().orElse(null));
  }
}
