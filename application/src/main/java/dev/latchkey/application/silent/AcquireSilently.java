package dev.latchkey.application.silent;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.user.CloudShellSign;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Gets a token for a person who has signed in before: from the cache, else from the broker by which
 * they did, else by a refresh token.
 */
public final class AcquireSilently {

  static final String USE_CASE = "silent";

  private final UserAudiences audiences;
  private final PartitionedCache cache;
  private final Supplier<SilentSources> sources;
  private final CloudShellSign shell;
  private final boolean extendedLife;
  private final TimeSource time;
  private final Events events;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param cache asked first
   * @param sources asked next; made when the cache does not have a token
   * @param shell tells of people whom a shell speaks for
   * @param extendedLife whether tokens past their end are served while the authority is out
   * @param time decides on freshness
   * @param events is told
   */
  public AcquireSilently(
      UserAudiences audiences,
      PartitionedCache cache,
      Supplier<SilentSources> sources,
      CloudShellSign shell,
      boolean extendedLife,
      TimeSource time,
      Events events) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.sources = Objects.requireNonNull(sources, "sources");
    this.shell = Objects.requireNonNull(shell, "shell");
    this.extendedLife = extendedLife;
    this.time = Objects.requireNonNull(time, "time");
    this.events = Objects.requireNonNull(events, "events");
  }

  /**
   * Gets a token.
   *
   * @param request what is asked for
   * @param cancellation ends the wait for a token that is not in the cache
   * @return the token
   * @throws InteractionRequiredException if the person has to sign in
   */
  public TokenResult acquire(SilentRequest request, Cancellation cancellation) {
    if (request.account().isEmpty()) {
      throw nothing(RefreshReason.NO_TOKEN);
    }
    Account account = request.account().get();
    UserAudience audience = audiences.of(request.options(), account);
    PartitionKey.User person = new PartitionKey.User(account.homeAccountId());
    if (request.options().authScheme().isPresent()) {
      Optional<TokenResult> signed =
          sources.get().broker().signed(account, audience, request, cancellation);
      if (signed.isPresent()) {
        return signed.get();
      }
    }
    if (request.isForceRefresh() || request.options().claims().isPresent()) {
      return fetch(person, account, audience, request, RefreshReason.FORCED, cancellation);
    }
    TokenQuery query = audience.query(request.scopes(), request.options());
    AccessToken token = cache.find(person, query);
    if (token == null) {
      return fetch(person, account, audience, request, RefreshReason.NO_TOKEN, cancellation);
    }
    Freshness freshness = token.freshnessAt(time.moment());
    if (freshness == Freshness.EXPIRED) {
      return fetchOrExtend(person, account, audience, request, query, token, cancellation);
    }
    if (freshness == Freshness.STALE) {
      refreshInBackground(person, account, audience, request);
    }
    return hit(query.answeredBy(token), request);
  }

  private TokenResult hit(TokenResult result, SilentRequest request) {
    if (events.areWanted()) {
      events.tell(
          () ->
              TokenEvent.builder(USE_CASE)
                  .correlationId(request.options().correlationId().orElse(null))
                  .build());
    }
    return named(result, request);
  }

  // No lambda over the result: it would be made for those, too, who gave no id.
  private static TokenResult named(TokenResult result, SilentRequest request) {
    return request.options().correlationId().isPresent()
        ? result.withCorrelationId(request.options().correlationId().get())
        : result;
  }

  private TokenResult fetch(
      PartitionKey.User person,
      Account account,
      UserAudience audience,
      SilentRequest request,
      RefreshReason reason,
      Cancellation cancellation) {
    if (isOfShell(person, audience)) {
      return sources
          .get()
          .cloudShell()
          .acquire(audience, request.scopes(), request.options(), reason, cancellation);
    }
    SilentRefresh refresh = sources.get().refresh();
    SilentBroker broker = sources.get().broker();
    boolean mayAskBroker = broker.mayAsk(account, audience, request);
    if (!mayAskBroker && !refresh.isPossible(person, audience)) {
      throw nothing(reason);
    }
    return sources
        .get()
        .flights()
        .fetch(
            SilentKey.of(person, audience, request),
            reason,
            cancellation,
            mayAskBroker
                ? (given, onSend) -> broker.run(account, audience, request, reason, given, onSend)
                : (given, onSend) ->
                    refresh.run(account, audience, request, reason, given, onSend));
  }

  private void refreshInBackground(
      PartitionKey.User person, Account account, UserAudience audience, SilentRequest request) {
    SilentRefresh refresh = sources.get().refresh();
    SilentBroker broker = sources.get().broker();
    TokenFlights<SilentKey> flights = sources.get().flights();
    if (isOfShell(person, audience)) {
      sources.get().cloudShell().refreshInBackground(audience, request.scopes(), request.options());
    } else if (broker.mayAsk(account, audience, request)) {
      flights.refreshInBackground(
          SilentKey.of(person, audience, request),
          (given, onSend) ->
              broker.run(account, audience, request, RefreshReason.PROACTIVE, given, onSend));
    } else if (refresh.isPossible(person, audience)) {
      flights.refreshInBackground(
          SilentKey.of(person, audience, request),
          (given, onSend) ->
              refresh.run(account, audience, request, RefreshReason.PROACTIVE, given, onSend));
    }
  }

  private boolean isOfShell(PartitionKey.User person, UserAudience audience) {
    return shell.isHere() && CloudShellSign.knows(cache.read(person), audience);
  }

  private TokenResult fetchOrExtend(
      PartitionKey.User person,
      Account account,
      UserAudience audience,
      SilentRequest request,
      TokenQuery query,
      AccessToken token,
      Cancellation cancellation) {
    try {
      return fetch(person, account, audience, request, RefreshReason.EXPIRED, cancellation);
    } catch (TokenException e) {
      if (extendedLife && e.isTransient() && token.lifetime().isUsableInOutageAt(time.moment())) {
        return named(
            query.answeredBy(token).toBuilder()
                .source(TokenSource.CACHE, RefreshReason.EXPIRED)
                .build(),
            request);
      }
      throw e;
    }
  }

  private InteractionRequiredException nothing(RefreshReason reason) {
    InteractionRequiredException nothing = SilentRefresh.noToken();
    events.tell(
        () ->
            TokenEvent.builder(USE_CASE)
                .outcome(TokenEvent.Outcome.FAILURE)
                .refreshReason(reason)
                .failure(nothing.getClass().getSimpleName())
                .build());
    return nothing;
  }
}
