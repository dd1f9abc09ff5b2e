package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.Executor;
import org.jspecify.annotations.Nullable;

/** Tokens of sessions: from the session's own part of the cache, else one flight for all. */
public final class SessionTokens implements AutoCloseable {

  private final String useCase;
  private final PartitionedCache cache;
  private final Operations operations;
  private final TokenFlights<SessionKey> flights;
  private final SpentSessions spent;
  private final TimeSource time;
  private final Events events;

  /**
   * Puts it together.
   *
   * @param useCase what events call it
   * @param cache asked first
   * @param operations opens operations
   * @param executor runs flights; its threads may block
   * @param time decides on freshness
   * @param events is told
   */
  public SessionTokens(
      String useCase,
      PartitionedCache cache,
      Operations operations,
      Executor executor,
      TimeSource time,
      Events events) {
    this.useCase = Objects.requireNonNull(useCase, "use case");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.operations = Objects.requireNonNull(operations, "operations");
    this.flights = new TokenFlights<>(useCase, executor, time, events);
    this.spent = new SpentSessions(cache, time);
    this.time = Objects.requireNonNull(time, "time");
    this.events = Objects.requireNonNull(events, "events");
  }

  TokenResult acquire(SessionWish wish, Cancellation cancellation) {
    if (wish.passesCache()) {
      return fetch(wish, RefreshReason.FORCED, cancellation);
    }
    TokenQuery query = wish.query();
    AccessToken token = cache.find(wish.session(), query);
    if (token == null) {
      return fetch(wish, RefreshReason.NO_TOKEN, cancellation);
    }
    Freshness freshness = token.freshnessAt(time.moment());
    if (freshness == Freshness.EXPIRED) {
      return fetch(wish, RefreshReason.EXPIRED, cancellation);
    }
    if (freshness == Freshness.STALE) {
      flights.refreshInBackground(
          wish.key(), (given, onSend) -> run(wish, RefreshReason.PROACTIVE, given, onSend));
    }
    return hit(query.answeredBy(token), wish);
  }

  private TokenResult hit(TokenResult result, SessionWish wish) {
    Optional<CorrelationId> given = wish.options().correlationId();
    events.tell(() -> TokenEvent.builder(useCase).correlationId(given.orElse(null)).build());
    return given.map(result::withCorrelationId).orElse(result);
  }

  private TokenResult fetch(SessionWish wish, RefreshReason reason, Cancellation cancellation) {
    return flights.fetch(
        wish.key(), reason, cancellation, (given, onSend) -> run(wish, reason, given, onSend));
  }

  @SuppressWarnings("try") // the lock is held, not used
  private TokenResult run(
      SessionWish wish, RefreshReason reason, Cancellation cancellation, Runnable onSend) {
    TokenResult meanwhile = brought(wish, reason);
    if (meanwhile != null) {
      return wish.options().correlationId().map(meanwhile::withCorrelationId).orElse(meanwhile);
    }
    cancellation.throwIfCancelled();
    spent.sweepNowAndThen();
    // Not to be cancelled from here on: it may bring a refresh token, or be about one.
    return operations.perform(
        wish.options().correlationId().orElse(null),
        reason,
        Cancellation.none(),
        onSend,
        conversation -> {
          try (StoreLock.Held held =
              cache.hold(wish.session(), conversation.context().deadline(), cancellation)) {
            TokenResult brought = brought(wish, reason);
            return brought == null ? wish.source().ask(conversation) : brought;
          }
        });
  }

  // Whoever looked before another flight landed, here or elsewhere, and came here after, finds what
  // it brought.
  private @Nullable TokenResult brought(SessionWish wish, RefreshReason reason) {
    if (reason != RefreshReason.NO_TOKEN && reason != RefreshReason.EXPIRED) {
      return null;
    }
    TokenQuery query = wish.query();
    AccessToken token = cache.findAfresh(wish.session(), query);
    return token == null || token.freshnessAt(time.moment()) == Freshness.EXPIRED
        ? null
        : query.answeredBy(token);
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
  }
}
