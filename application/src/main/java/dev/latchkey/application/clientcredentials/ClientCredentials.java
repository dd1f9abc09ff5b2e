package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.events.Events;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;

/** Gets a token for the application itself: from the cache, else from where tokens come from. */
public final class ClientCredentials {

  private final AppAudiences audiences;
  private final PartitionedCache cache;
  private final AppTokenFetcher fetcher;
  private final TimeSource time;
  private final Events events;

  /**
   * Puts the use case together.
   *
   * @param audiences the tenants of the application
   * @param cache asked first
   * @param fetcher asked next
   * @param time decides on freshness
   * @param events is told
   */
  public ClientCredentials(
      AppAudiences audiences,
      PartitionedCache cache,
      AppTokenFetcher fetcher,
      TimeSource time,
      Events events) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.fetcher = Objects.requireNonNull(fetcher, "fetcher");
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
  public TokenResult acquire(ClientRequest request, Cancellation cancellation) {
    AppAudience audience = audiences.of(request.tenant().orElse(null));
    if (request.isForceRefresh() || request.claims().isPresent()) {
      return fetcher.fetch(audience, request, RefreshReason.FORCED, cancellation);
    }
    TokenQuery query = audience.query(request);
    AccessToken token = cache.find(audience.shelf(), query);
    if (token == null) {
      return fetcher.fetch(audience, request, RefreshReason.NO_TOKEN, cancellation);
    }
    Freshness freshness = token.freshnessAt(time.moment());
    if (freshness == Freshness.EXPIRED) {
      return fetcher.fetch(audience, request, RefreshReason.EXPIRED, cancellation);
    }
    if (freshness == Freshness.STALE) {
      fetcher.refreshInBackground(audience, request);
    }
    return hit(query.answeredBy(token), request);
  }

  private TokenResult hit(TokenResult result, ClientRequest request) {
    if (events.areWanted()) {
      events.tell(
          () ->
              TokenEvent.builder(AppTokenFetcher.USE_CASE)
                  .correlationId(request.correlationId().orElse(null))
                  .build());
    }
    // No lambda over the result: it would be made for those, too, who gave no id.
    return request.correlationId().isPresent()
        ? result.withCorrelationId(request.correlationId().get())
        : result;
  }
}
