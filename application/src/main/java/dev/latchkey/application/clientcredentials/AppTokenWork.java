package dev.latchkey.application.clientcredentials;

import dev.latchkey.application.cache.Lifetimes;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.RequestContext;
import dev.latchkey.application.protocol.Wire;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
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
    boolean lacking = reason == RefreshReason.NO_TOKEN || reason == RefreshReason.EXPIRED;
    TokenResult meanwhile = lacking ? cached(audience, request) : null;
    return meanwhile == null ? ask(audience, request, reason, cancellation, onSend) : meanwhile;
  }

  // Whoever looked before another flight landed, and came here after, finds what it brought.
  private @Nullable TokenResult cached(AppAudience audience, ClientRequest request) {
    AccessToken token = cache.find(audience.shelf(), audience.query(request));
    if (token == null || token.freshnessAt(time.moment()) == Freshness.EXPIRED) {
      return null;
    }
    return request.correlationId().map(token.result()::withCorrelationId).orElse(token.result());
  }

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
    FetchedToken fetched = origin.fetch(audience, request, conversation);
    AccessToken entry = keep(audience, request, fetched);
    return entry.result().toBuilder()
        .source(fetched.source(), reason)
        .cost(Duration.ofNanos(time.nanoTime() - start), conversation.calls())
        .waited(conversation.waited())
        .correlationId(id)
        .region(fetched.region())
        .build();
  }

  private AccessToken keep(AppAudience audience, ClientRequest request, FetchedToken fetched) {
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
    AccessToken kept = request.extendedKey().map(entry::boundTo).orElse(entry);
    cache.save(audience.partition(), kept, now);
    return kept;
  }
}
