package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.cache.PartitionedCache;
import dev.latchkey.application.flight.Turnstile;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.SessionRequest;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAnswer;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.cache.CachePartition;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.cache.RefreshToken;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.grant.OnBehalfOfGrant;
import dev.latchkey.domain.grant.RefreshTokenGrant;
import dev.latchkey.domain.id.HomeAccountId;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import java.util.List;
import java.util.Objects;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/** What a long-running session asks the authority, and what of the answers it keeps. */
public final class SessionExchange {

  private final UserExchange exchange;
  private final UserTokens tokens;
  private final PartitionedCache cache;
  private final ReservedScopes reserved;
  private final Turnstile<PartitionKey> turnstile = new Turnstile<>();

  /**
   * Puts it together.
   *
   * @param exchange exchanges tokens
   * @param tokens keeps what comes
   * @param cache holds the sessions
   * @param reserved the scopes that the library adds
   */
  public SessionExchange(
      UserExchange exchange, UserTokens tokens, PartitionedCache cache, ReservedScopes reserved) {
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.cache = Objects.requireNonNull(cache, "cache");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
  }

  TokenResult begin(
      PartitionKey.Obo session,
      UserAudience audience,
      OnBehalfOfRequest request,
      Conversation conversation) {
    UserAnswer answer =
        exchange.exchange(
            audience,
            new OnBehalfOfGrant(request.userAssertion(), reserved.addedTo(request.scopes())),
            request.options(),
            null,
            UnaryOperator.identity(),
            conversation);
    SignIn signIn =
        SignIn.of(request.scopes(), request.options().extendedKey().orElse(null)).in(session);
    // Two users who take the same name at once must not end up in one session.
    return turnstile.pass(
        session,
        conversation.context().deadline(),
        () -> {
          cache.update(
              session, old -> isOf(answer.person(), old) ? old : CachePartition.empty(session));
          return tokens.keep(answer, signIn);
        });
  }

  private static boolean isOf(@Nullable HomeAccountId person, CachePartition session) {
    return person != null
        && session.accessTokens().stream()
            .allMatch(it -> it.account() != null && it.account().homeAccountId().equals(person))
        && session.refreshTokens().stream().allMatch(it -> it.homeAccountId().equals(person));
  }

  TokenResult refresh(
      PartitionKey.Obo session,
      UserAudience audience,
      SessionRequest request,
      Conversation conversation) {
    // One after the other: a provider may take the second redemption of a token for theft.
    return turnstile.pass(
        session,
        conversation.context().deadline(),
        () -> redeem(session, audience, request, conversation));
  }

  private TokenResult redeem(
      PartitionKey.Obo session,
      UserAudience audience,
      SessionRequest request,
      Conversation conversation) {
    CachePartition known = cache.read(session);
    List<RefreshToken> candidates =
        known.refreshTokensFor(audience.clientId(), audience.environment());
    if (candidates.isEmpty()) {
      throw new InteractionRequiredException(
          InteractionRequiredException.Reason.NO_TOKEN,
          "no on-behalf-of session of this name is in the cache, or it has no refresh token; begin"
              + " one with the user's token",
          FailureDetails.none(),
          null);
    }
    RefreshToken token = candidates.get(0);
    Account present = known.account(audience.environment());
    Account account =
        present == null ? Account.of(token.homeAccountId(), audience.environment(), "") : present;
    UserAnswer answer =
        exchange.exchange(
            audience,
            new RefreshTokenGrant(token.secret(), reserved.addedTo(request.scopes())),
            request.options(),
            audience.mailbox(token.homeAccountId()),
            UnaryOperator.identity(),
            conversation);
    if (answer.person() != null && !answer.person().equals(token.homeAccountId())) {
      throw new ServiceException(
          "the token endpoint answered a refresh with tokens of another person; nothing was kept",
          conversation.details(),
          null);
    }
    return tokens.keepRefreshed(
        answer,
        SignIn.of(request.scopes(), request.options().extendedKey().orElse(null)).in(session),
        account,
        token);
  }
}
