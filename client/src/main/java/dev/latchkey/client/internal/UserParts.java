package dev.latchkey.client.internal;

import dev.latchkey.application.accounts.FindAccount;
import dev.latchkey.application.accounts.ListAccounts;
import dev.latchkey.application.accounts.RemoveAccount;
import dev.latchkey.application.authcode.CodeExchange;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.idtoken.IdTokenReader;
import dev.latchkey.application.password.PasswordExchange;
import dev.latchkey.application.password.UsernamePassword;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.protocol.TokenResponseReader;
import dev.latchkey.application.refreshtoken.ImportRefreshToken;
import dev.latchkey.application.silent.AcquireSilently;
import dev.latchkey.application.silent.SilentRefresh;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.application.wstrust.FederatedSignIn;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import java.util.concurrent.Executor;

/** The use cases that public and confidential clients share, wired. */
public final class UserParts implements AutoCloseable {

  private final Foundation foundation;
  private final UserKit kit;
  private final UsernamePassword usernamePassword;
  private final AcquireSilently acquireSilently;
  private final ImportRefreshToken importRefreshToken;
  private final ListAccounts listAccounts;
  private final FindAccount findAccount;
  private final RemoveAccount removeAccount;
  private final SignInParts signIn;

  UserParts(
      ClientId clientId, ClientIdentity identity, ClientOptions options, Foundation foundation) {
    this.foundation = foundation;
    UserAudiences audiences = new UserAudiences(clientId, options.authority());
    UserExchange exchange =
        new UserExchange(
            foundation.resolver(),
            new TokenEndpoint(identity, new TokenResponseReader(options.time())),
            new IdTokenReader(),
            options.time());
    UserTokens tokens = new UserTokens(foundation.cache(), options.time(), options.random());
    Operations operations =
        new Operations(foundation.wire(), options.time(), options.random(), foundation.timeout());
    this.kit = new UserKit(clientId, audiences, exchange, tokens, operations);
    this.usernamePassword =
        new UsernamePassword(
            audiences,
            new PasswordExchange(
                foundation.resolver(),
                new FederatedSignIn(options.time(), options.random()),
                exchange,
                tokens,
                options.reservedScopes()),
            operations.as(Api.PASSWORD),
            new Acquisitions("password", options.time(), foundation.events()));
    this.acquireSilently =
        new AcquireSilently(
            audiences,
            foundation.cache(),
            new SilentRefresh(
                exchange,
                tokens,
                foundation.cache(),
                options.reservedScopes(),
                operations.as(Api.SILENT),
                options.time()),
            foundation.flightPool(),
            options.extendedLifetime(),
            options.time(),
            foundation.events());
    this.importRefreshToken =
        new ImportRefreshToken(
            audiences,
            exchange,
            tokens,
            options.reservedScopes(),
            operations.as(Api.REFRESH_TOKEN),
            foundation.flightPool(),
            options.time(),
            foundation.events());
    Environment environment = options.authority().environment();
    this.listAccounts = new ListAccounts(environment, foundation.cache());
    this.findAccount = new FindAccount(environment, foundation.cache());
    this.removeAccount = new RemoveAccount(clientId, foundation.cache());
    this.signIn =
        new SignInParts(
            audiences,
            api ->
                new CodeExchange(
                    exchange,
                    tokens,
                    operations.as(api),
                    foundation.flightPool(),
                    options.time(),
                    foundation.events()),
            options,
            foundation,
            identity);
  }

  UserKit kit() {
    return kit;
  }

  /** {@return signs people in whose password the application was told} */
  public UsernamePassword usernamePassword() {
    return usernamePassword;
  }

  /** {@return gets tokens of people who have signed in} */
  public AcquireSilently acquireSilently() {
    return acquireSilently;
  }

  /** {@return brings refresh tokens in} */
  public ImportRefreshToken importRefreshToken() {
    return importRefreshToken;
  }

  /** {@return lists people} */
  public ListAccounts listAccounts() {
    return listAccounts;
  }

  /** {@return finds a person} */
  public FindAccount findAccount() {
    return findAccount;
  }

  /** {@return forgets a person} */
  public RemoveAccount removeAccount() {
    return removeAccount;
  }

  /** {@return signs people in with a browser} */
  public SignInParts signIn() {
    return signIn;
  }

  /** {@return where asynchronous calls run} */
  public Executor asyncExecutor() {
    return foundation.asyncExecutor();
  }

  /** Ends the flights under way; what they stand on is closed by who opened it. */
  @Override
  public void close() {
    acquireSilently.close();
    importRefreshToken.close();
    signIn.close();
  }
}
