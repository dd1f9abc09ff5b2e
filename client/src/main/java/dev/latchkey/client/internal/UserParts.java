package dev.latchkey.client.internal;

import dev.latchkey.application.accounts.AcquireSsoCookies;
import dev.latchkey.application.accounts.FindAccount;
import dev.latchkey.application.accounts.ListAccounts;
import dev.latchkey.application.accounts.ListBrokerAccounts;
import dev.latchkey.application.accounts.RemoveAccount;
import dev.latchkey.application.accounts.TokenRevocation;
import dev.latchkey.application.authcode.CodeExchange;
import dev.latchkey.application.broker.BrokerTokens;
import dev.latchkey.application.broker.DeviceBroker;
import dev.latchkey.application.broker.KnownPeople;
import dev.latchkey.application.events.Acquisitions;
import dev.latchkey.application.idtoken.IdTokenValidation;
import dev.latchkey.application.interactive.BrokerSignIn;
import dev.latchkey.application.password.PasswordExchange;
import dev.latchkey.application.password.UsernamePassword;
import dev.latchkey.application.protocol.Api;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.protocol.CloudShellEndpoint;
import dev.latchkey.application.protocol.Operations;
import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.application.protocol.RevocationEndpoint;
import dev.latchkey.application.protocol.TokenEndpoint;
import dev.latchkey.application.protocol.TokenResponseReader;
import dev.latchkey.application.refreshtoken.ImportRefreshToken;
import dev.latchkey.application.scheme.BoundKeys;
import dev.latchkey.application.silent.AcquireSilently;
import dev.latchkey.application.silent.SilentBroker;
import dev.latchkey.application.silent.SilentRefresh;
import dev.latchkey.application.user.CloudShell;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.application.user.UserExchange;
import dev.latchkey.application.user.UserTokens;
import dev.latchkey.application.wstrust.FederatedSignIn;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.spi.time.Cancellation;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.Executor;
import java.util.stream.Stream;

/** The use cases that public and confidential clients share, wired. */
public final class UserParts implements AutoCloseable {

  private final Foundation foundation;
  private final UserKit kit;
  private final CloudShell cloudShell;
  private final UsernamePassword usernamePassword;
  private final AcquireSilently acquireSilently;
  private final ImportRefreshToken importRefreshToken;
  private final ListAccounts listAccounts;
  private final FindAccount findAccount;
  private final RemoveAccount removeAccount;
  private final ListBrokerAccounts listBrokerAccounts;
  private final AcquireSsoCookies acquireSsoCookies;
  private final DeviceBroker device;
  private final Authority authority;
  private final SignInParts signIn;

  UserParts(
      ClientId clientId,
      ClientIdentity identity,
      BoundKeys keys,
      ClientOptions options,
      Foundation foundation) {
    this.foundation = foundation;
    this.authority = options.authority();
    // First, since it may fail: nothing is open yet that would have to be closed.
    this.device =
        identity instanceof PublicIdentity
            ? options.broker().open(clientId, options)
            : new BrokerChoice().open(clientId, options);
    UserAudiences audiences =
        new UserAudiences(
            clientId, options.authority(), options.instances(), keys, foundation.cache().values());
    UserExchange exchange =
        new UserExchange(
            foundation.resolver(),
            new TokenEndpoint(identity, new TokenResponseReader(options.time())),
            foundation.claims(),
            new IdTokenValidation(
                options.time(), options.idTokenTimePolicy(), foundation.signatures()));
    UserTokens tokens = new UserTokens(foundation.cache(), options.time(), options.random());
    Operations operations =
        new Operations(foundation.wire(), options.time(), options.random(), foundation.timeout());
    BrokerTokens broker =
        new BrokerTokens(
            device,
            tokens,
            foundation.claims(),
            options.validateAuthority() && options.instanceDiscovery(),
            options.idTokenTimePolicy(),
            options.time(),
            options.random(),
            foundation.timeout());
    KnownPeople people = new KnownPeople(foundation.cache());
    this.cloudShell =
        new CloudShell(
            new CloudShellEndpoint(options.environment(), new TokenResponseReader(options.time())),
            identity instanceof PublicIdentity,
            tokens,
            operations,
            foundation.flightPool(),
            options.time(),
            foundation.events());
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
            broker,
            operations.as(Api.PASSWORD),
            new Acquisitions("password", options.time(), foundation.events()));
    SilentRefresh refresh =
        new SilentRefresh(
            exchange,
            tokens,
            foundation.cache(),
            options.reservedScopes(),
            operations.as(Api.SILENT),
            options.time());
    this.acquireSilently =
        new AcquireSilently(
            audiences,
            foundation.cache(),
            refresh,
            new SilentBroker(
                broker,
                people,
                foundation.cache(),
                refresh,
                new Acquisitions("silent", options.time(), foundation.events())),
            cloudShell,
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
    List<Environment> environments = environments(options);
    this.listAccounts = new ListAccounts(environments, foundation.cache(), cloudShell);
    this.findAccount = new FindAccount(environments, foundation.cache(), cloudShell);
    this.removeAccount =
        new RemoveAccount(
            clientId,
            audiences,
            foundation.cache(),
            broker,
            people,
            options.revokesOnRemoval()
                ? new TokenRevocation(
                    clientId,
                    options.authority(),
                    foundation.resolver(),
                    new RevocationEndpoint(identity, options.time()),
                    operations)
                : null);
    this.listBrokerAccounts =
        new ListBrokerAccounts(
            broker, options.authority(), options.instances().environmentOf(options.authority()));
    this.acquireSsoCookies = new AcquireSsoCookies(audiences, broker, people);
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
            cloudShell,
            new BrokerSignIn(
                broker,
                people,
                listAccounts,
                new Acquisitions("interactive", options.time(), foundation.events()),
                options.time()),
            identity);
  }

  // The own cloud comes first, the others if people of all of them are served.
  private static List<Environment> environments(ClientOptions options) {
    Stream<Environment> own = Stream.of(options.instances().environmentOf(options.authority()));
    return options.multiCloud()
        ? Stream.concat(
                own, Arrays.stream(Cloud.values()).map(it -> new Environment(it.cacheHost())))
            .distinct()
            .toList()
        : own.toList();
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

  /** {@return lists the people of the device} */
  public ListBrokerAccounts listBrokerAccounts() {
    return listBrokerAccounts;
  }

  /** {@return signs browsers in by the broker} */
  public AcquireSsoCookies acquireSsoCookies() {
    return acquireSsoCookies;
  }

  /**
   * Tells whether tokens can be had that are bound to one HTTP request.
   *
   * @param cancellation ends the wait for the broker
   * @return whether a broker serves the authority
   */
  public boolean isPopSupported(Cancellation cancellation) {
    return device.serves(authority, cancellation);
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
    cloudShell.close();
    importRefreshToken.close();
    signIn.close();
    device.close();
  }
}
