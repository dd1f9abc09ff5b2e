package dev.latchkey.application.onbehalfof;

import dev.latchkey.application.events.Events;
import dev.latchkey.application.flight.TokenFlights;
import dev.latchkey.application.protocol.Conversation;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.request.UserFederatedIdentityRequest;
import dev.latchkey.application.silent.AcquireSilently;
import dev.latchkey.application.user.SignIn;
import dev.latchkey.application.user.UserAnswer;
import dev.latchkey.application.user.UserAudience;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.error.InteractionRequiredException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.grant.UserFederatedIdentityGrant;
import dev.latchkey.domain.token.RefreshReason;
import dev.latchkey.domain.token.ReservedScopes;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.TimeSource;
import java.util.Objects;
import java.util.concurrent.Executor;
import java.util.function.UnaryOperator;

/**
 * Gets tokens of a person whom the application may act for without them. What is got is kept as of
 * one who has signed in: under the person whom the authority names, and nobody else.
 */
public final class UserFederatedIdentity implements AutoCloseable {

  private static final String GRANT = "user_fic";

  private final UserAudiences audiences;
  private final KnownPeople known;
  private final AcquireSilently silently;
  private final UserExchange exchange;
  private final UserTokens tokens;
  private final ReservedScopes reserved;
  private final Operations operations;
  private final TokenFlights<FederatedIdentityKey> flights;

  /**
   * Puts the use case together.
   *
   * @param audiences the authorities of the application
   * @param known finds people who have been acted for before
   * @param silently asked first for these
   * @param exchange redeems the credential
   * @param tokens keeps what comes
   * @param reserved the scopes that the library adds
   * @param operations opens operations
   * @param executor runs flights; its threads may block
   * @param time measures
   * @param events is told
   */
  public UserFederatedIdentity(
      UserAudiences audiences,
      KnownPeople known,
      AcquireSilently silently,
      UserExchange exchange,
      UserTokens tokens,
      ReservedScopes reserved,
      Operations operations,
      Executor executor,
      TimeSource time,
      Events events) {
    this.audiences = Objects.requireNonNull(audiences, "audiences");
    this.known = Objects.requireNonNull(known, "known people");
    this.silently = Objects.requireNonNull(silently, "silently");
    this.exchange = Objects.requireNonNull(exchange, "exchange");
    this.tokens = Objects.requireNonNull(tokens, "tokens");
    this.reserved = Objects.requireNonNull(reserved, "reserved scopes");
    this.operations = Objects.requireNonNull(operations, "operations");
    this.flights = new TokenFlights<>("user-federated-identity", executor, time, events);
  }

  /**
   * Gets a token.
   *
   * @param request what is asked for, and for whom
   * @param cancellation ends the wait for a token that is not in the cache
   * @return the token
   */
  public TokenResult acquire(UserFederatedIdentityRequest request, Cancellation cancellation) {
    UserAudience audience = audiences.of(request.options());
    if (request.isForceRefresh() || request.options().claims().isPresent()) {
      return fetch(audience, request, RefreshReason.FORCED, cancellation);
    }
    Account account = known.find(audience, request);
    if (account != null) {
      try {
        return silently.acquire(request.silently(account), cancellation);
      } catch (InteractionRequiredException e) {
        // The credential is as good as the person here: it is what they would be asked for.
        return fetch(audience, request, RefreshReason.NO_TOKEN, cancellation);
      }
    }
    return fetch(audience, request, RefreshReason.NO_TOKEN, cancellation);
  }

  private TokenResult fetch(
      UserAudience audience,
      UserFederatedIdentityRequest request,
      RefreshReason reason,
      Cancellation cancellation) {
    return flights.fetch(
        FederatedIdentityKey.of(audience, request),
        reason,
        cancellation,
        (given, onSend) -> {
          given.throwIfCancelled();
          // Not to be cancelled from here on: it may bring a refresh token.
          return operations.perform(
              request.options().correlationId().orElse(null),
              reason,
              Cancellation.none(),
              onSend,
              conversation -> redeem(audience, request, conversation));
        });
  }

  private TokenResult redeem(
      UserAudience audience, UserFederatedIdentityRequest request, Conversation conversation) {
    UserAnswer answer =
        exchange.exchange(
            audience,
            new UserFederatedIdentityGrant(
                request.credential(),
                request.objectId().orElse(null),
                request.username().orElse(null),
                reserved.addedTo(request.scopes())),
            request.options(),
            request.username().map(it -> "upn:" + it).orElse(null),
            UnaryOperator.identity(),
            conversation);
    boolean isAnother =
        request.objectId().isPresent()
            && answer.claims() != null
            && answer
                .claims()
                .objectId()
                .filter(it -> !it.equalsIgnoreCase(request.objectId().get()))
                .isPresent();
    if (isAnother) {
      throw new ServiceException(
          "the token endpoint answered with tokens of another person than the one it was asked for;"
              + " nothing was kept",
          conversation.details(),
          null);
    }
    SignIn signIn =
        SignIn.of(request.scopes(), request.options().extendedKey().orElse(null)).by(GRANT);
    return tokens.keep(answer, request.username().map(signIn::named).orElse(signIn));
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    flights.close();
  }
}
