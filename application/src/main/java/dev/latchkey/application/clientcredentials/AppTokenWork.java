package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.Lifetimes;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.RequestContext;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one flight does: asks the origin, keeps the token, makes the results. */
public final class AppTokenWork {

  private final AppTokenOrigin origin;
  private final Wire wire;
  private final PartitionedCache cache;
  private final TimeSource time;
  private final RandomSource random;
  private final Lifetimes lifetimes;
  private final Duration timeout;

  /**
   * Puts the work together.
   *
   * @param origin where tokens come from
   * @param wire carries requests
   * @param cache keeps tokens
   * @param time stamps them
   * @param random makes correlation ids and jitter
   * @param timeout how long it may take in all
   */
  public AppTokenWork(
      AppTokenOrigin origin,
      Wire wire,
      PartitionedCache cache,
      TimeSource time,
      RandomSource random,
      Duration timeout) {
    this.origin = Objects.requireNonNull(origin, "origin");
    this.wire = Objects.requireNonNull(wire, "wire");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.lifetimes = new Lifetimes(random);
    this.timeout = Objects.requireNonNull(timeout, "timeout");
  }

  TokenResult run(
      AppAudience audience,
      ClientRequest request,
      RefreshReason reason,
      Cancellation cancellation,
      Runnable onSend) {
    TokenResult meanwhile = cached(audience, request, reason);
    return meanwhile == null ? ask(audience, request, reason, cancellation, onSend) : meanwhile;
  }

  // Whoever looked before another flight landed, and came here after, finds what it brought.
  private @Nullable TokenResult cached(
      AppAudience audience, ClientRequest request, RefreshReason reason) {
    if (reason == RefreshReason.FORCED) {
      return null;
    }
    TokenQuery query = audience.query(request);
    AccessToken token = cache.findAfresh(audience.partition(), query);
    Freshness freshness = token == null ? Freshness.EXPIRED : token.freshnessAt(time.moment());
    boolean isGoodEnough =
        reason == RefreshReason.PROACTIVE
            ? freshness == Freshness.FRESH
            : freshness != Freshness.EXPIRED;
    if (token == null || !isGoodEnough) {
      return null;
    }
    TokenResult result = query.answeredBy(token);
    return request.correlationId().map(result::withCorrelationId).orElse(result);
  }

  @SuppressWarnings("try") // the lock is held, not used
  private TokenResult ask(
      AppAudience audience,
      ClientRequest request,
      RefreshReason reason,
      Cancellation cancellation,
      Runnable onSend) {
    long start = time.nanoTime();
    CorrelationId id = request.correlationId().orElseGet(() -> new CorrelationId(random.uuid()));
    Conversation conversation =
        wire.converse(
            new RequestContext(id, Deadline.after(timeout, time), Api.CLIENT_CREDENTIALS, reason),
            cancellation,
            onSend);
    try (StoreLock.Held held =
        cache.hold(audience.partition(), conversation.context().deadline(), cancellation)) {
      TokenResult brought = cached(audience, request, reason);
      if (brought != null) {
        return brought;
      }
      FetchedToken fetched = origin.fetch(audience, request, conversation);
      return keep(audience, request, fetched).toBuilder()
          .source(fetched.source(), reason)
          .cost(Duration.ofNanos(time.nanoTime() - start), conversation.calls())
          .waited(conversation.waited())
          .correlationId(id)
          .region(fetched.region())
          .binding(fetched.binding())
          .build();
    }
  }

  private TokenResult keep(AppAudience audience, ClientRequest request, FetchedToken fetched) {
    Moment now = time.moment();
    Lifetime lifetime = lifetimes.of(now, fetched.expiresIn(), null, fetched.refreshIn());
    AccessToken entry =
        AccessToken.of(
            audience.partition().clientId(),
            audience.partition().environment(),
            request.scopes(),
            audience.authority().scopeMatching(),
            lifetime,
            TokenResult.builder(fetched.secret(), lifetime)
                .tokenType(fetched.type())
                .scopes(fetched.granted())
                .realm(fetched.realm())
                .build());
    AccessToken apart = request.extendedKey().map(entry::setApart).orElse(entry);
    AccessToken kept = fetched.binding() == null ? apart : apart.boundTo(fetched.binding().keyId());
    return cache.save(audience.partition(), kept, now)
        ? kept.result()
        : kept.result().toBuilder().stored(false).build();
  }
}
