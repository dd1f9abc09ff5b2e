package dev.latchkey.client.internal;

import dev.latchkey.application.accounts.ListAccounts;
import dev.latchkey.application.authcode.AdminConsent;
import dev.latchkey.application.authcode.AuthCodeFlow;
import dev.latchkey.application.authcode.AuthorityLookup;
import dev.latchkey.application.authcode.AuthorizationUrl;
import dev.latchkey.application.authcode.CodeExchange;
import dev.latchkey.application.authcode.CodeRedemption;
import dev.latchkey.application.authcode.EndSession;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.interactive.AcquireInteractively;
import dev.latchkey.application.interactive.BrokerSignIn;
import dev.latchkey.application.password.PasswordExchange;
import dev.latchkey.application.password.UsernamePassword;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.application.protocol.PushedAuthorizationEndpoint;
import dev.latchkey.application.refreshtoken.ImportRefreshToken;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.wstrust.FederatedSignIn;
import java.util.function.Function;

/** The use cases in which a person signs in, wired. */
public final class SignInParts implements AutoCloseable {

  private final UsernamePassword usernamePassword;
  private final ImportRefreshToken importRefreshToken;
  private final CodeExchange exchange;
  private final CodeExchange interactiveExchange;
  private final AuthCodeFlow authCodeFlow;
  private final AuthorizationUrl authorizationUrl;
  private final CodeRedemption codeRedemption;
  private final AcquireInteractively acquireInteractively;
  private final AdminConsent adminConsent;
  private final EndSession endSession;

  SignInParts(
      ClientIdentity identity,
      ExchangeParts exchanges,
      ListAccounts listAccounts,
      ClientOptions options,
      Foundation foundation) {
    UserKit kit = exchanges.kit();
    UserAudiences audiences = kit.audiences();
    this.usernamePassword =
        new UsernamePassword(
            audiences,
            new PasswordExchange(
                foundation.resolver(),
                new FederatedSignIn(options.time(), options.random()),
                kit.exchange(),
                kit.tokens(),
                options.reservedScopes()),
            exchanges.broker(),
            kit.operations().as(Api.PASSWORD),
            new Acquisitions("password", options.time(), foundation.events()));
    this.importRefreshToken =
        new ImportRefreshToken(
            audiences,
            kit.exchange(),
            kit.tokens(),
            options.reservedScopes(),
            kit.operations().as(Api.REFRESH_TOKEN),
            foundation.flightPool(),
            options.time(),
            foundation.events());
    this.exchange = exchange(Api.AUTHORIZATION_CODE, kit, options, foundation);
    this.interactiveExchange = exchange(Api.INTERACTIVE, kit, options, foundation);
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
            exchanges.silent().cloudShell(),
            new BrokerSignIn(
                exchanges.broker(),
                exchanges.people(),
                listAccounts,
                new Acquisitions("interactive", options.time(), foundation.events()),
                options.time()),
            flows.apply(interactiveExchange),
            foundation.browser(),
            options.time());
    this.adminConsent = new AdminConsent(audiences);
    this.endSession = new EndSession(audiences, lookup);
  }

  private static CodeExchange exchange(
      Api api, UserKit kit, ClientOptions options, Foundation foundation) {
    return new CodeExchange(
        kit.exchange(),
        kit.tokens(),
        kit.operations().as(api),
        foundation.flightPool(),
        options.time(),
        foundation.events());
  }

  /** {@return signs people in whose password the application was told} */
  public UsernamePassword usernamePassword() {
    return usernamePassword;
  }

  /** {@return brings refresh tokens in} */
  public ImportRefreshToken importRefreshToken() {
    return importRefreshToken;
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
    importRefreshToken.close();
    exchange.close();
    interactiveExchange.close();
  }
}
