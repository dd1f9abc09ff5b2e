package dev.latchkey.application.authcode;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.idtoken.IdTokenExpectation;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.request.CallOptions;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAnswer;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.error.IdTokenException;
import dev.latchkey.domain.grant.AuthorizationCodeGrant;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.Scopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;
import org.jspecify.annotations.Nullable;

/**
 * Redeems codes. A code is good for one request: none is shared, none is sent twice, and one that
 * was sent is waited for and its tokens kept, even if the caller has given up.
 */
public final class CodeExchange implements AutoCloseable {

  private static final String GRANT = "authorization_code";

  private final UserExchange exchange;
  private final UserTokens tokens;
  private final Operations operations;
  private final TimeSource time;
  private final TokenFlights<Object> flights;

  /**
   * Puts the exchange together.
   *
   * @param exchange redeems
   * @param tokens keeps what comes
   * @param operations opens operations
   * @param executor runs them; its threads may block
   * @param time measures
   * @param events is told
   */
  public CodeExchange(
      UserExchange exchange,
      UserTokens tokens,
      Operations operations,
      Executor executor,
      TimeSource time,
      Events events) {
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.operations = Objects.requireNonNull(operations, "operations");
    this.time = Objects.requireNonNull(time, "time");
    this.flights = new TokenFlights<>("auth-code", executor, time, events);
  }

  /** What goes with a code. */
  record Terms(
      UserAudience audience,
      AuthorizationCodeGrant grant,
      Scopes requested,
      CallOptions options,
      @Nullable String mailbox,
      UnaryOperator<IdTokenExpectation> expected,
      boolean needsIdToken) {}

  TokenResult redeem(Terms terms, Cancellation cancellation) {
    return flights.fetch(
        new Object(),
        RefreshReason.NOT_APPLICABLE,
        cancellation,
        (given, onSend) -> {
          given.throwIfCancelled();
          return operations.perform(
              terms.options().correlationId().orElse(null),
              RefreshReason.NOT_APPLICABLE,
              Cancellation.none(),
              onSend,
              conversation -> redeem(terms, conversation));
        });
  }

  private TokenResult redeem(Terms terms, Conversation conversation) {
    UserAnswer answer =
        exchange.exchange(
            terms.audience(),
            terms.grant(),
            terms.options(),
            terms.mailbox(),
            terms.expected(),
            conversation);
    if (terms.needsIdToken() && answer.claims() == null) {
      throw new IdTokenException(
          IdTokenException.Reason.MISSING_CLAIM,
          "none came, so auth_time cannot be checked although a max age was asked",
          time.instant(),
          Map.of(),
          conversation.details(),
          null);
    }
    SignIn signIn =
        SignIn.of(terms.requested(), terms.options().extendedKey().orElse(null)).by(GRANT);
    return tokens.keep(answer, signIn).toBuilder().spaCode(answer.tokens().spaCode()).build();
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    flights.close();
  }
}
