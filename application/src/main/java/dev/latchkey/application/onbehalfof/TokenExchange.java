package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.cache.ExtendedKey;
import dev.latchkey.application.request.TokenExchangeRequest;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.cache.PartitionKey;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.grant.TokenExchangeGrant;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import java.net.URI;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;

/**
 * Exchanges a token for another (RFC 8693). The new one is kept under a hash of what was brought
 * along, and nowhere else.
 */
public final class TokenExchange {

  private final UserAudiences audiences;
  private final UserExchange exchange;
  private final UserTokens tokens;
  private final SessionTokens sessions;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param exchange exchanges tokens
   * @param tokens keeps what comes
   * @param sessions asks the cache, and shares flights
   */
  public TokenExchange(
      UserAudiences audiences, UserExchange exchange, UserTokens tokens, SessionTokens sessions) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.sessions = Objects.requireNonNull(sessions, "sessions");
  }

  /**
   * Gets a token.
   *
   * @param request what is brought along, and what is asked for
   * @param cancellation ends the wait for a token that is not in the cache
   * @return the token
   */
  public TokenResult acquire(TokenExchangeRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    PartitionKey.Obo session =
        new PartitionKey.Obo(audience.clientId(), "exchange:" + hash(request));
    SignIn signIn =
        SignIn.of(request.scopes(), request.options().extendedKey().orElse(null)).in(session);
    TokenExchangeGrant grant =
        new TokenExchangeGrant(
            request.subjectToken(),
            request.subjectType(),
            request.actorToken().orElse(null),
            request.actorType().orElse(null),
            request.scopes());
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
                        grant,
                        request.options(),
                        null,
                        UnaryOperator.identity(),
                        conversation),
                    signIn)),
        cancellation);
  }

  private static String hash(TokenExchangeRequest request) {
    return Objects.requireNonNull(
        ExtendedKey.of(
            Map.of(
                "subject_token", request.subjectToken().reveal(),
                "subject_token_type", request.subjectType().toString(),
                "actor_token", request.actorToken().map(Secret::reveal).orElse(""),
                "actor_token_type", request.actorType().map(URI::toString).orElse(""))));
  }
}
