package dev.latchkey.application.silent;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.flight.Turnstile;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.application.scheme.KeyBinding;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAnswer;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.cache.AccessToken;
import dev.latchkey.domain.cache.AppMetadata;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.cache.TokenQuery;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.OAuthError;
import dev.latchkey.domain.error.OAuthErrorCode;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.grant.RefreshTokenGrant;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.domain.token.Freshness;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenType;
import dev.latchkey.spi.cache.StoreLock;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What one silent flight does: redeems the refresh tokens that are there until one is taken. */
public final class SilentRefresh {

  private static final Set<OAuthErrorCode> ABOUT_THE_KEY =
      Set.of(OAuthErrorCode.INVALID_DPOP_PROOF, OAuthErrorCode.USE_DPOP_NONCE);

  // Own, family, and a newer one of each; whoever has more in the cache gains nothing by them.
  private static final int MOST_TRIED = 4;

  private final UserExchange exchange;
  private final UserTokens tokens;
  private final PartitionedCache cache;
  private final ReservedScopes reserved;
  private final Operations operations;
  private final TimeSource time;
  private final Turnstile<PartitionKey> turnstile = new Turnstile<>();

  /**
   * Puts the work together.
   *
   * @param exchange redeems
   * @param tokens keeps what comes
   * @param cache has the refresh tokens
   * @param reserved the scopes that the library adds
   * @param operations opens operations
   * @param time decides on freshness
   */
  public SilentRefresh(
      UserExchange exchange,
      UserTokens tokens,
      PartitionedCache cache,
      ReservedScopes reserved,
      Operations operations,
      TimeSource time) {
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
    this.operations = Objects.requireNonNull(operations, "operations");
    this.time = Objects.requireNonNull(time, "time");
  }

  /** {@return whether there is anything to redeem} */
  boolean isPossible(PartitionKey.User person, UserAudience audience) {
    // Memory may be two seconds behind, and then the store knows better.
    return next(cache.recall(person), audience, List.of()) != null
        || next(person, audience, List.of()) != null;
  }

  private @Nullable RefreshToken next(
      PartitionKey.User person, UserAudience audience, List<Secret> tried) {
    return next(cache.read(person), audience, tried);
  }

  private static @Nullable RefreshToken next(
      CachePartition known, UserAudience audience, List<Secret> tried) {
    for (RefreshToken token : known.refreshTokensFor(audience.clientId(), audience.environment())) {
      if (!tried.contains(token.secret())) {
        return token;
      }
    }
    return null;
  }

  @SuppressWarnings("try") // the lock is held, not used
  TokenResult run(
      Account account,
      UserAudience audience,
      SilentRequest request,
      RefreshReason reason,
      Cancellation cancellation,
      Runnable onSend) {
    PartitionKey.User person = new PartitionKey.User(account.homeAccountId());
    TokenResult meanwhile = cached(person, audience, request, reason);
    if (meanwhile != null) {
      return meanwhile;
    }
    cancellation.throwIfCancelled();
    // Not to be cancelled from here on: a refresh token that was sent may be worth nothing any
    // more, and what takes its place has to be kept.
    return operations.perform(
        request.options().correlationId().orElse(null),
        reason,
        Cancellation.none(),
        onSend,
        conversation -> {
          try (StoreLock.Held held =
              cache.hold(person, conversation.context().deadline(), cancellation)) {
            TokenResult brought = cached(person, audience, request, reason);
            return brought == null
                ? redeem(account, person, audience, request, conversation)
                : brought;
          }
        });
  }

  // Whoever looked before another flight landed, and came here after, finds what it brought.
  @Nullable TokenResult cached(
      PartitionKey.User person,
      UserAudience audience,
      SilentRequest request,
      RefreshReason reason) {
    if (reason == RefreshReason.FORCED) {
      return null;
    }
    TokenQuery query = audience.query(request.scopes(), request.options());
    AccessToken token = cache.findAfresh(person, query);
    Freshness freshness = token == null ? Freshness.EXPIRED : token.freshnessAt(time.moment());
    boolean isGoodEnough =
        reason == RefreshReason.PROACTIVE
            ? freshness == Freshness.FRESH
            : freshness != Freshness.EXPIRED;
    if (token == null || !isGoodEnough) {
      return null;
    }
    Optional<CorrelationId> given = request.options().correlationId();
    TokenResult result = query.answeredBy(token);
    return given.map(result::withCorrelationId).orElse(result);
  }

  private TokenResult redeem(
      Account account,
      PartitionKey.User person,
      UserAudience audience,
      SilentRequest request,
      Conversation conversation) {
    if (audience.authority() instanceof OidcAuthority) {
      // RFC 9700, section 4.14.2: a provider may take the second redemption of a token for theft.
      // Entra kinds do not, so there a person's calls need not wait for each other.
      return turnstile.pass(
          person,
          conversation.context().deadline(),
          () -> tryEach(account, person, audience, request, conversation));
    }
    return tryEach(account, person, audience, request, conversation);
  }

  // The cache is read anew after each refusal: another process or call may have redeemed the token
  // before, and the one it got instead is good.
  private TokenResult tryEach(
      Account account,
      PartitionKey.User person,
      UserAudience audience,
      SilentRequest request,
      Conversation conversation) {
    List<Secret> tried = new ArrayList<>();
    TokenException refusal = null;
    while (tried.size() < MOST_TRIED) {
      RefreshToken token = next(person, audience, tried);
      if (token == null) {
        break;
      }
      tried.add(token.secret());
      try {
        return redeem(token, account, audience, request, conversation);
      } catch (InteractionRequiredException e) {
        refusal = e;
      } catch (ServiceException e) {
        if (e.isTransient() || e.error().isEmpty()) {
          throw e;
        }
        if (isMismatch(e) && token.familyId() != null) {
          rememberNoMember(person, audience);
        }
        // That the family is not this client's says nothing of why its own token was refused.
        refusal =
            refusal == null || !isMismatch(e) ? told(e, audience, request, conversation) : refusal;
      }
    }
    throw refusal == null ? noToken() : refusal;
  }

  // RFC 9449, section 5: whoever shows no key is not told that the token is no good, but that there
  // is no proof. The token stays: it is good for whoever has the key.
  private static TokenException told(
      ServiceException e, UserAudience audience, SilentRequest request, Conversation conversation) {
    boolean isAboutKey =
        e.error().map(OAuthError::code).filter(ABOUT_THE_KEY::contains).isPresent();
    KeyBinding shown = audience.binding(request.options());
    if (!isAboutKey || (shown != null && shown.tokenType().equals(TokenType.DPOP))) {
      return e;
    }
    return new InteractionRequiredException(
        InteractionRequiredException.Reason.KEY_MISSING,
        "the refresh token is bound to a key that this call does not show; ask with the scheme and"
            + " the key of the sign-in, or let the person sign in again ("
            + e.getMessage()
            + ")",
        conversation.details().withError(e.error().orElseThrow()),
        e);
  }

  private static boolean isMismatch(ServiceException e) {
    return e.error().flatMap(OAuthError::suberror).filter("client_mismatch"::equals).isPresent();
  }

  private void rememberNoMember(PartitionKey.User person, UserAudience audience) {
    cache.update(
        person,
        old -> old.with(new AppMetadata(audience.clientId(), audience.environment(), null)));
  }

  private TokenResult redeem(
      RefreshToken token,
      Account account,
      UserAudience audience,
      SilentRequest request,
      Conversation conversation) {
    CallOptions options = request.options();
    UserAnswer answer =
        exchange.exchange(
            audience,
            new RefreshTokenGrant(token.secret(), reserved.addedTo(request.scopes())),
            options,
            audience.mailbox(account.homeAccountId()),
            UnaryOperator.identity(),
            conversation);
    if (answer.isAboutAnother(account.homeAccountId())) {
      throw new ServiceException(
          "the token endpoint answered a refresh with tokens of another person; nothing was kept",
          conversation.details(),
          null);
    }
    return tokens.keepRefreshed(
        answer,
        SignIn.of(request.scopes(), options.extendedKey().orElse(null)).named(account.username()),
        account,
        token);
  }

  static InteractionRequiredException noToken() {
    return new InteractionRequiredException(
        InteractionRequiredException.Reason.NO_TOKEN,
        "no token of this account is in the cache; let the person sign in",
        FailureDetails.none(),
        null);
  }
}
