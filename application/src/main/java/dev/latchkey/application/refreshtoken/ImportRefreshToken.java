package dev.latchkey.application.refreshtoken;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAnswer;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.grant.RefreshTokenGrant;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/** Redeems a refresh token that another library got, and keeps what comes of it. */
public final class ImportRefreshToken implements AutoCloseable {

  private static final String USE_CASE = "refresh-token";

  private final UserAudiences audiences;
  private final UserExchange exchange;
  private final UserTokens tokens;
  private final ReservedScopes reserved;
  private final Operations operations;
  private final TokenFlights<ImportKey> flights;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param exchange redeems
   * @param tokens keeps what comes
   * @param reserved the scopes that the library adds
   * @param operations opens operations
   * @param executor runs flights; its threads may block
   * @param time measures
   * @param events is told
   */
  public ImportRefreshToken(
      UserAudiences audiences,
      UserExchange exchange,
      UserTokens tokens,
      ReservedScopes reserved,
      Operations operations,
      Executor executor,
      TimeSource time,
      Events events) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
    this.operations = Objects.requireNonNull(operations, "operations");
    this.flights = new TokenFlights<>(USE_CASE, executor, time, events);
  }

  /**
   * Brings the token in.
   *
   * @param request the token, and what is asked for with it
   * @param cancellation ends the caller's wait; what was sent is kept all the same
   * @return the tokens
   */
  public TokenResult acquire(RefreshTokenRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    return flights.fetch(
        ImportKey.of(audience, request),
        RefreshReason.NOT_APPLICABLE,
        cancellation,
        (given, onSend) -> redeem(audience, request, given, onSend));
  }

  private TokenResult redeem(
      UserAudience audience,
      RefreshTokenRequest request,
      Cancellation cancellation,
      Runnable onSend) {
    cancellation.throwIfCancelled();
    return operations.perform(
        request.options().correlationId().orElse(null),
        RefreshReason.NOT_APPLICABLE,
        Cancellation.none(),
        onSend,
        conversation -> {
          UserAnswer answer =
              exchange.exchange(
                  audience,
                  new RefreshTokenGrant(request.refreshToken(), reserved.addedTo(request.scopes())),
                  request.options(),
                  null,
                  UnaryOperator.identity(),
                  conversation);
          return tokens.keep(
              answer,
              SignIn.of(request.scopes(), request.options().extendedKey().orElse(null))
                  .keeping(request.refreshToken()));
        });
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
  }
}
