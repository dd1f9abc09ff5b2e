package dev.latchkey.client.internal;

import dev.latchkey.application.onbehalfof.LongRunningOnBehalfOf;
import dev.latchkey.application.onbehalfof.OnBehalfOf;
import dev.latchkey.application.onbehalfof.SessionExchange;
import dev.latchkey.application.onbehalfof.SessionTokens;
import dev.latchkey.application.onbehalfof.TokenExchange;
import dev.latchkey.application.protocol.Api;

/** The use cases of a middle tier that calls on behalf of its callers, wired. */
public final class OnBehalfOfParts implements AutoCloseable {

  private final SessionTokens once;
  private final SessionTokens longRunning;
  private final SessionTokens exchanged;
  private final OnBehalfOf onBehalfOf;
  private final LongRunningOnBehalfOf longRunningOnBehalfOf;
  private final TokenExchange tokenExchange;

  OnBehalfOfParts(UserKit kit, ClientOptions options, Foundation foundation) {
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

  /** Ends the flights under way. */
  @Override
  public void close() {
    once.close();
    longRunning.close();
    exchanged.close();
  }
}
