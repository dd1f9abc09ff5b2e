package dev.latchkey.client.internal;

import dev.latchkey.application.onbehalfof.KnownPeople;
import dev.latchkey.application.onbehalfof.LongRunningOnBehalfOf;
import dev.latchkey.application.onbehalfof.OnBehalfOf;
import dev.latchkey.application.onbehalfof.SessionExchange;
import dev.latchkey.application.onbehalfof.SessionTokens;
import dev.latchkey.application.onbehalfof.TokenExchange;
import dev.latchkey.application.onbehalfof.UserFederatedIdentity;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.silent.AcquireSilently;

/** The use cases of a middle tier that calls on behalf of its callers, wired. */
public final class OnBehalfOfParts implements AutoCloseable {

  private final SessionTokens once;
  private final SessionTokens longRunning;
  private final SessionTokens exchanged;
  private final OnBehalfOf onBehalfOf;
  private final LongRunningOnBehalfOf longRunningOnBehalfOf;
  private final TokenExchange tokenExchange;
  private final UserFederatedIdentity userFederatedIdentity;

  OnBehalfOfParts(
      UserKit kit, AcquireSilently silently, ClientOptions options, Foundation foundation) {
    this.once = sessions("on-behalf-of", kit, options, foundation);
    this.longRunning = sessions("long-running-on-behalf-of", kit, options, foundation);
    this.exchanged = sessions("token-exchange", kit, options, foundation);
    this.onBehalfOf =
        new OnBehalfOf(
            kit.audiences(), kit.exchange(), kit.tokens(), options.reservedScopes(), once);
    this.longRunningOnBehalfOf =
        new LongRunningOnBehalfOf(
            kit.clientId(),
            kit.audiences(),
            new SessionExchange(
                kit.exchange(), kit.tokens(), foundation.cache(), options.reservedScopes()),
            longRunning,
            foundation.cache());
    this.tokenExchange =
        new TokenExchange(kit.audiences(), kit.exchange(), kit.tokens(), exchanged);
    this.userFederatedIdentity =
        new UserFederatedIdentity(
            kit.audiences(),
            new KnownPeople(foundation.cache()),
            silently,
            kit.exchange(),
            kit.tokens(),
            options.reservedScopes(),
            kit.operations(),
            foundation.flightPool(),
            options.time(),
            foundation.events());
  }

  private static SessionTokens sessions(
      String useCase, UserKit kit, ClientOptions options, Foundation foundation) {
    return new SessionTokens(
        useCase,
        foundation.cache(),
        kit.operations().as(Api.ON_BEHALF_OF),
        foundation.flightPool(),
        options.time(),
        foundation.events());
  }

  /** {@return exchanges callers' tokens} */
  public OnBehalfOf onBehalfOf() {
    return onBehalfOf;
  }

  /** {@return goes on when the caller is gone} */
  public LongRunningOnBehalfOf longRunning() {
    return longRunningOnBehalfOf;
  }

  /** {@return exchanges tokens for others} */
  public TokenExchange tokenExchange() {
    return tokenExchange;
  }

  /** {@return gets tokens of people whom the application may act for without them} */
  public UserFederatedIdentity userFederatedIdentity() {
    return userFederatedIdentity;
  }

  /** Ends the flights under way. */
  @Override
  public void close() {
    once.close();
    longRunning.close();
    exchanged.close();
    userFederatedIdentity.close();
  }
}
