package dev.latchkey.application.managedidentity;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.request.ClaimsChallenge;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Gets a token of the host's identity: from the cache, else from the host. */
public final class AcquireForResource implements AutoCloseable {

  private static final String USE_CASE = "managed-identity";

  private final HostTokens tokens;
  private final TokenFlights<Wish> flights;
  private final TimeSource time;
  private final Events events;

  /**
   * Puts the use case together.
   *
   * @param tokens what a flight does
   * @param executor runs flights; its threads may block
   * @param time decides on freshness
   * @param events is told
   */
  public AcquireForResource(HostTokens tokens, Executor executor, TimeSource time, Events events) {
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.flights = new TokenFlights<>(USE_CASE, executor, time, events);
    this.time = Objects.requireNonNull(time, "time");
    this.events = Objects.requireNonNull(events, "events");
  }

  /**
   * Gets a token.
   *
   * @param request what is asked for
   * @param cancellation ends the wait for a token that is not in the cache
   * @return the token
   */
  public TokenResult acquire(ResourceRequest request, Cancellation cancellation) {
    if (request.isForceRefresh() || request.claims().isPresent()) {
      return fetch(request, RefreshReason.FORCED, cancellation);
    }
    AccessToken token = tokens.cached(request);
    if (token == null) {
      return fetch(request, RefreshReason.NO_TOKEN, cancellation);
    }
    Freshness freshness = token.freshnessAt(time.moment());
    if (freshness == Freshness.EXPIRED) {
      return fetch(request, RefreshReason.EXPIRED, cancellation);
    }
    if (freshness == Freshness.STALE) {
      flights.refreshInBackground(
          Wish.of(request),
          (given, onSend) -> tokens.run(request, RefreshReason.PROACTIVE, given, onSend));
    }
    return hit(token, request);
  }

  private TokenResult fetch(
      ResourceRequest request, RefreshReason reason, Cancellation cancellation) {
    return flights.fetch(
        Wish.of(request),
        reason,
        cancellation,
        (given, onSend) -> tokens.run(request, reason, given, onSend));
  }

  private TokenResult hit(AccessToken token, ResourceRequest request) {
    TokenResult result = token.result();
    if (events.areWanted()) {
      events.tell(
          () ->
              TokenEvent.builder(USE_CASE)
                  .via(result.via().orElse(null))
                  .correlationId(request.correlationId().orElse(null))
                  .build());
    }
    // No lambda over the result: it would be made for those, too, who gave no id.
    return request.correlationId().isPresent()
        ? result.withCorrelationId(request.correlationId().get())
        : result;
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
  }

  private record Wish(String resource, @Nullable ClaimsChallenge claims) {
    static Wish of(ResourceRequest request) {
      return new Wish(request.resource(), request.claims().orElse(null));
    }
  }
}
