package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.grant.OnBehalfOfGrant;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Exchanges the token that a middle tier was called with for one to call another API with. Tokens
 * are kept under the hash of the caller's token, so that nobody is given another's; no refresh
 * token is kept, so that nothing outlives what the caller brings.
 */
public final class OnBehalfOf {

  private final UserAudiences audiences;
  private final UserExchange exchange;
  private final UserTokens tokens;
  private final ReservedScopes reserved;
  private final SessionTokens sessions;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param exchange exchanges tokens
   * @param tokens keeps what comes
   * @param reserved the scopes that the library adds
   * @param sessions asks the cache, and shares flights
   */
  public OnBehalfOf(
      UserAudiences audiences,
      UserExchange exchange,
      UserTokens tokens,
      ReservedScopes reserved,
      SessionTokens sessions) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
  }

  /**
   * Gets a token.
   *
   * @param request what is asked for, and for whom
   * @param cancellation ends the wait for a token that is not in the cache
   * @return the token
   */
  public TokenResult acquire(OnBehalfOfRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    PartitionKey.Obo session =
        new PartitionKey.Obo(audience.clientId(), "assertion:" + request.assertionHash());
    SignIn signIn =
        SignIn.of(request.scopes(), request.options().extendedKey().orElse(null)).in(session);
    return sessions.acquire(
        new SessionWish(
            session,
            audience,
            request.scopes(),
            request.options(),
            request.isForceRefresh(),
            "",
            conversation ->
                tokens.keepAccessToken(
                    exchange.exchange(
                        audience,
                        new OnBehalfOfGrant(
                            request.userAssertion(), reserved.addedTo(request.scopes())),
                        request.options(),
                        null,
                        UnaryOperator.identity(),
                        conversation),
                    signIn)),
        cancellation);
  }
}
