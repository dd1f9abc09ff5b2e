package dev.latchkey.client.internal;

import dev.latchkey.application.authcode.AuthCodeFlow;
import dev.latchkey.application.authcode.AuthorityLookup;
import dev.latchkey.application.authcode.AuthorizationUrl;
import dev.latchkey.application.authcode.CodeExchange;
import dev.latchkey.application.authcode.CodeRedemption;
import dev.latchkey.application.interactive.AcquireInteractively;
import dev.latchkey.application.user.UserAudiences;

/** The use cases in which a person signs in with a browser, wired. */
public final class SignInParts implements AutoCloseable {

  private final CodeExchange exchange;
  private final AuthCodeFlow authCodeFlow;
  private final AuthorizationUrl authorizationUrl;
  private final CodeRedemption codeRedemption;
  private final AcquireInteractively acquireInteractively;

  SignInParts(
      UserAudiences audiences,
      CodeExchange exchange,
      ClientOptions options,
      Foundation foundation,
      boolean isPublic) {
    this.exchange = exchange;
    AuthorityLookup lookup =
        new AuthorityLookup(
            foundation.resolver(),
            foundation.wire(),
            options.time(),
            options.random(),
            foundation.timeout());
    this.authCodeFlow =
        new AuthCodeFlow(
            audiences, lookup, exchange, options.reservedScopes(), options.random(), isPublic);
    this.authorizationUrl = new AuthorizationUrl(audiences, lookup, options.reservedScopes());
    this.codeRedemption = new CodeRedemption(audiences, exchange, options.reservedScopes());
    this.acquireInteractively =
        new AcquireInteractively(authCodeFlow, foundation.browser(), options.time());
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

  /** Ends what is under way. */
  @Override
  public void close() {
    exchange.close();
  }
}
