package dev.latchkey.application.silent;

import dev.latchkey.application.broker.BrokerConversation;
import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.BrokerWish;
import dev.latchkey.application.broker.KnownPeople;
import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.BrokerException;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.scheme.PopAuthScheme;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.broker.BrokerAnswer;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * What one silent flight does where a broker may be asked: those who signed in by it are the
 * broker's alone; those of whom it is not known are asked about, and refreshed if the broker does
 * not know them either; the others are none of its business.
 */
public final class SilentBroker {

  private final BrokerTokens broker;
  private final KnownPeople people;
  private final PartitionedCache cache;
  private final SilentRefresh refresh;
  private final Acquisitions acquisitions;

  /**
   * Puts the work together.
   *
   * @param broker asked first
   * @param people tells who came from it
   * @param cache has the token that a forced refresh replaces
   * @param refresh asked next
   * @param acquisitions is told of signed requests; of the rest the flight tells
   */
  public SilentBroker(
      BrokerTokens broker,
      KnownPeople people,
      PartitionedCache cache,
      SilentRefresh refresh,
      Acquisitions acquisitions) {
    this.broker = Objects.requireNonNull(broker, "broker");
    this.people = Objects.requireNonNull(people, "people");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.refresh = Objects.requireNonNull(refresh, "refresh");
    this.acquisitions = Objects.requireNonNull(acquisitions, "acquisitions");
  }

  /** {@return whether a broker may be asked for a person's token; asks nobody} */
  boolean mayAsk(Account account, UserAudience audience, SilentRequest request) {
    return broker.device().mayServe(audience.authority(), request.options())
        && !broker.device().isSignedOut(account.homeAccountId())
        && people.origin(account) != KnownPeople.Origin.ELSEWHERE;
  }

  TokenResult run(
      Account account,
      UserAudience audience,
      SilentRequest request,
      RefreshReason reason,
      Cancellation cancellation,
      Runnable onSend) {
    TokenResult meanwhile =
        refresh.cached(new PartitionKey.User(account.homeAccountId()), audience, request, reason);
    if (meanwhile != null) {
      return meanwhile;
    }
    if (broker.device().serves(audience.authority(), cancellation)) {
      onSend.run();
      Optional<TokenResult> brought = ask(account, audience, request, reason, cancellation);
      if (brought.isPresent()) {
        return brought.get();
      }
    }
    if (!refresh.isPossible(new PartitionKey.User(account.homeAccountId()), audience)) {
      throw SilentRefresh.noToken();
    }
    return refresh.run(account, audience, request, reason, cancellation, onSend);
  }

  private Optional<TokenResult> ask(
      Account account,
      UserAudience audience,
      SilentRequest request,
      RefreshReason reason,
      Cancellation cancellation) {
    BrokerConversation conversation =
        broker.open(
            new BrokerWish(audience, request.scopes(), request.options()), reason, cancellation);
    KnownPeople.Origin origin = people.origin(account);
    Predicate<CachePartition> isGone = people.goneFrom(account);
    try {
      BrokerAnswer answer =
          conversation.silently(
              people.named(account, audience), toRenew(account, audience, request));
      return Optional.of(conversation.keepRenewal(answer, account, isGone));
    } catch (BrokerException | InteractionRequiredException e) {
      // That a broker does not know a stranger says nothing of the tokens that are here.
      if (origin == KnownPeople.Origin.UNKNOWN) {
        return Optional.empty();
      }
      throw e;
    }
  }

  /**
   * Has one HTTP request signed together with a token. Nothing of it serves another request, so the
   * cache is not asked, and nobody else's call waits for it.
   *
   * @param account whose token
   * @param audience who is asked
   * @param request what is asked for
   * @param cancellation ends the wait
   * @return the signed request; empty where no broker serves the wish
   */
  Optional<TokenResult> signed(
      Account account, UserAudience audience, SilentRequest request, Cancellation cancellation) {
    if (!(request.options().authScheme().orElse(null) instanceof PopAuthScheme)
        || broker.device().isSignedOut(account.homeAccountId())) {
      return Optional.empty();
    }
    cancellation.throwIfCancelled();
    if (!broker.device().serves(audience.authority(), cancellation)) {
      return Optional.empty();
    }
    return Optional.of(
        acquisitions.tell(
            () -> {
              BrokerConversation conversation =
                  broker.open(
                      new BrokerWish(audience, request.scopes(), request.options()),
                      RefreshReason.NOT_APPLICABLE,
                      cancellation);
              Predicate<CachePartition> isGone = people.goneFrom(account);
              return conversation.keepRenewal(
                  conversation.silently(people.named(account, audience), null), account, isGone);
            }));
  }

  // Without it the broker may answer from a cache of its own.
  private @Nullable Secret toRenew(Account account, UserAudience audience, SilentRequest request) {
    if (!request.isForceRefresh() && request.options().claims().isEmpty()) {
      return null;
    }
    AccessToken held =
        cache.find(
            new PartitionKey.User(account.homeAccountId()),
            audience.query(request.scopes(), request.options()));
    return held == null ? null : held.result().accessToken();
  }
}
