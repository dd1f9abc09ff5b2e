package dev.latchkey.application.managedidentity;

import dev.latchkey.application.cache.Lifetimes;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.Lifetime;
import dev.latchkey.domain.token.Moment;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.ScopeMatching;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.identity.ManagedIdentityAnswer;
import dev.latchkey.spi.identity.ManagedIdentityRequest;
import dev.latchkey.spi.system.RandomSource;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.time.temporal.ChronoUnit;
import java.util.HexFormat;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/** What one flight does: finds the host, asks it, keeps the token, makes the results. */
public final class HostTokens {

  // Tokens of hosts live for a day, and hosts seldom say when they want them refreshed.
  private static final Duration LONG_LIFE = Duration.ofHours(2);

  private final HostIdentity identity;
  private final FindHost findHost;
  private final HostCalls calls;
  private final PartitionedCache cache;
  private final TimeSource time;
  private final RandomSource random;
  private final Lifetimes lifetimes;
  private final Duration timeout;

  /**
   * Puts the work together.
   *
   * @param identity whose tokens
   * @param findHost finds the host, anew for each flight
   * @param calls asks it
   * @param cache keeps tokens
   * @param time stamps them
   * @param random makes correlation ids and jitter
   * @param timeout how long it may take in all
   */
  public HostTokens(
      HostIdentity identity,
      FindHost findHost,
      HostCalls calls,
      PartitionedCache cache,
      TimeSource time,
      RandomSource random,
      Duration timeout) {
    this.identity = Objects.requireNonNull(identity, "identity");
    this.findHost = Objects.requireNonNull(findHost, "find host");
    this.calls = Objects.requireNonNull(calls, "calls");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.time = Objects.requireNonNull(time, "time");
    this.random = Objects.requireNonNull(random, "random");
    this.lifetimes = new Lifetimes(random);
    this.timeout = Objects.requireNonNull(timeout, "timeout");
  }

  @Nullable AccessToken cached(ResourceRequest request) {
    return cache.find(identity.shelf(), identity.query(request));
  }

  TokenResult run(
      ResourceRequest request, RefreshReason reason, Cancellation cancellation, Runnable onSend) {
    TokenResult meanwhile = brought(request, reason);
    return meanwhile == null ? ask(request, reason, cancellation, onSend) : meanwhile;
  }

  // Whoever looked before another flight or process brought a token, and came here after, uses it.
  private @Nullable TokenResult brought(ResourceRequest request, RefreshReason reason) {
    if (reason == RefreshReason.FORCED) {
      return null;
    }
    AccessToken token = cache.findAfresh(identity.partition(), identity.query(request));
    Freshness freshness = token == null ? Freshness.EXPIRED : token.freshnessAt(time.moment());
    boolean isGoodEnough =
        reason == RefreshReason.PROACTIVE
            ? freshness == Freshness.FRESH
            : freshness != Freshness.EXPIRED;
    if (token == null || !isGoodEnough) {
      return null;
    }
    return request.correlationId().map(token.result()::withCorrelationId).orElse(token.result());
  }

  @SuppressWarnings("try") // the lock is held, not used
  private TokenResult ask(
      ResourceRequest request, RefreshReason reason, Cancellation cancellation, Runnable onSend) {
    long start = time.nanoTime();
    CorrelationId id = request.correlationId().orElseGet(() -> new CorrelationId(random.uuid()));
    FoundHost host = findHost.find();
    Deadline deadline = Deadline.after(timeout, time);
    try (StoreLock.Held held = cache.hold(identity.partition(), deadline, cancellation)) {
      TokenResult brought = brought(request, reason);
      if (brought != null) {
        return brought;
      }
      ManagedIdentityRequest wish =
          ManagedIdentityRequest.of(identity.id(), request.resource(), id)
              .capabilities(identity.capabilities());
      AccessToken known = cached(request);
      if (known != null && request.claims().isPresent()) {
        wish = wish.refusedTokenHash(hash(known.result().accessToken()));
      }
      cancellation.throwIfCancelled();
      onSend.run();
      ManagedIdentityAnswer answer = calls.ask(host, wish, deadline, cancellation);
      return keep(request, answer, host.backend().name()).toBuilder()
          .source(TokenSource.IDENTITY_PROVIDER, reason)
          .cost(Duration.ofNanos(time.nanoTime() - start), answer.httpCalls())
          .correlationId(id)
          .build();
    }
  }

  private TokenResult keep(ResourceRequest request, ManagedIdentityAnswer answer, String via) {
    Moment now = time.moment();
    Duration life = answer.life();
    Duration half =
        life.compareTo(LONG_LIFE) >= 0 ? life.dividedBy(2).truncatedTo(ChronoUnit.SECONDS) : null;
    Lifetime lifetime = lifetimes.of(now, life, null, answer.refreshIn().orElse(half));
    AccessToken entry =
        AccessToken.of(
            identity.partition().clientId(),
            identity.partition().environment(),
            request.scopes(),
            ScopeMatching.EXACT,
            lifetime,
            TokenResult.builder(answer.accessToken(), lifetime)
                .tokenType(answer.type())
                .scopes(request.scopes())
                .realm(identity.partition().realm())
                .via(via)
                .build());
    return cache.save(identity.partition(), entry, now)
        ? entry.result()
        : entry.result().toBuilder().stored(false).build();
  }

  private static String hash(Secret refused) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256")
                  .digest(refused.reveal().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every Java runtime has SHA-256", e);
    }
  }
}
