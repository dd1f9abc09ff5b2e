package dev.latchkey.client.internal;

import dev.latchkey.application.authcode.AdminConsent;
import dev.latchkey.application.authcode.AuthCodeFlow;
import dev.latchkey.application.authcode.AuthorityLookup;
import dev.latchkey.application.authcode.AuthorizationUrl;
import dev.latchkey.application.authcode.CodeExchange;
import dev.latchkey.application.authcode.CodeRedemption;
import dev.latchkey.application.authcode.EndSession;
import dev.latchkey.application.interactive.AcquireInteractively;
import dev.latchkey.application.interactive.BrokerSignIn;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.application.protocol.PushedAuthorizationEndpoint;
import dev.latchkey.application.user.CloudShell;
import dev.latchkey.application.user.UserAudiences;
import java.util.function.Function;

/** The use cases in which a person signs in with a browser, wired. */
public final class SignInParts implements AutoCloseable {

  private final CodeExchange exchange;
  private final CodeExchange interactiveExchange;
  private final AuthCodeFlow authCodeFlow;
  private final AuthorizationUrl authorizationUrl;
  private final CodeRedemption codeRedemption;
  private final AcquireInteractively acquireInteractively;
  private final AdminConsent adminConsent;
  private final EndSession endSession;

  SignInParts(
      UserAudiences audiences,
      Function<Api, CodeExchange> exchanges,
      ClientOptions options,
      Foundation foundation,
      CloudShell cloudShell,
      BrokerSignIn broker,
      ClientIdentity identity) {
    this.exchange = exchanges.apply(Api.AUTHORIZATION_CODE);
    this.interactiveExchange = exchanges.apply(Api.INTERACTIVE);
    AuthorityLookup lookup =
        new AuthorityLookup(
            foundation.resolver(),
            foundation.wire(),
            options.time(),
            options.random(),
            foundation.timeout());
    Function<CodeExchange, AuthCodeFlow> flows =
        redeems ->
            new AuthCodeFlow(
                audiences,
                lookup,
                new PushedAuthorizationEndpoint(identity, options.time()),
                redeems,
                options.reservedScopes(),
                foundation.claims(),
                options.random(),
                identity instanceof PublicIdentity);
    this.authCodeFlow = flows.apply(exchange);
    this.authorizationUrl =
        new AuthorizationUrl(audiences, lookup, options.reservedScopes(), foundation.claims());
    this.codeRedemption = new CodeRedemption(audiences, exchange, options.reservedScopes());
    this.acquireInteractively =
        new AcquireInteractively(
            audiences,
            cloudShell,
            broker,
            flows.apply(interactiveExchange),
            foundation.browser(),
            options.time());
    this.adminConsent = new AdminConsent(audiences);
    this.endSession = new EndSession(audiences, lookup);
  }

  /** {@return signs people in in two steps} */
  public AuthCodeFlow authCodeFlow() {
    return authCodeFlow;
  }

  /** {@return writes addresses for applications that do the rest themselves} */
  public AuthorizationUrl authorizationUrl() {
    return authorizationUrl;
  }

  /** {@return redeems codes of such applications} */
  public CodeRedemption codeRedemption() {
    return codeRedemption;
  }

  /** {@return signs people in at this machine} */
  public AcquireInteractively acquireInteractively() {
    return acquireInteractively;
  }

  /** {@return writes addresses for administrators} */
  public AdminConsent adminConsent() {
    return adminConsent;
  }

  /** {@return writes addresses for signing out} */
  public EndSession endSession() {
    return endSession;
  }

  /** Ends what is under way. */
  @Override
  public void close() {
    exchange.close();
    interactiveExchange.close();
  }
}
