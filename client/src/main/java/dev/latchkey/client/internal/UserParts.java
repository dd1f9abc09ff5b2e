package dev.latchkey.client.internal;

import dev.latchkey.application.accounts.AcquireSsoCookies;
import dev.latchkey.application.accounts.FindAccount;
import dev.latchkey.application.accounts.ListAccounts;
import dev.latchkey.application.accounts.ListBrokerAccounts;
import dev.latchkey.application.accounts.RemoveAccount;
import dev.latchkey.application.accounts.TokenRevocation;
import dev.latchkey.application.broker.DeviceBroker;
import dev.latchkey.application.idtoken.IdTokenSignatures;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.protocol.PublicIdentity;
import dev.latchkey.application.protocol.RevocationEndpoint;
import dev.latchkey.application.silent.AcquireSilently;
import dev.latchkey.application.user.CloudShellSign;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.id.ClientId;
import dev.latchkey.domain.id.Environment;
import dev.latchkey.spi.time.Cancellation;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.concurrent.Executor;
import java.util.concurrent.locks.ReentrantLock;
import org.jspecify.annotations.Nullable;

/** The use cases that public and confidential clients share, wired. */
public final class UserParts implements AutoCloseable {

  private final ClientIdentity identity;
  private final ClientOptions options;
  private final Foundation foundation;
  private final List<Environment> environments;
  private final CloudShellSign shell;
  private final AcquireSilently acquireSilently;
  private final ListAccounts listAccounts;
  private final DeviceBroker device;
  private final Exchanges exchanges;

  // People sign in seldom, and most processes see nobody who does.
  private final ReentrantLock signInLock = new ReentrantLock();
  private @Nullable SignInParts signIn;

  UserParts(
      ClientId clientId,
      ClientIdentity identity,
      KeyRing keys,
      ClientOptions options,
      Foundation foundation) {
    this.foundation = foundation;
    this.identity = identity;
    this.options = options;
    // First, since they may fail: nothing is open yet that would have to be closed.
    IdTokenSignatures signatures = foundation.signatures();
    this.device =
        identity instanceof PublicIdentity
            ? options.broker().open(clientId, options)
            : new BrokerChoice().open(clientId, options);
    UserAudiences audiences =
        new UserAudiences(
            clientId, options.authority(), options.instances(), keys, foundation.cache().values());
    this.shell = new CloudShellSign(options.environment(), identity instanceof PublicIdentity);
    this.exchanges =
        new Exchanges(
            clientId, identity, audiences, shell, device, signatures, options, foundation);
    this.acquireSilently =
        new AcquireSilently(
            audiences,
            foundation.cache(),
            exchanges,
            shell,
            options.extendedLifetime(),
            options.time(),
            foundation.events());
    this.environments = environments(options);
    this.listAccounts = new ListAccounts(environments, foundation.cache(), shell);
  }

  // The own cloud comes first, the others if people of all of them are served.
  private static List<Environment> environments(ClientOptions options) {
    Set<Environment> all = new LinkedHashSet<>();
    all.add(options.instances().environmentOf(options.authority()));
    if (options.multiCloud()) {
      for (Cloud cloud : Cloud.values()) {
        all.add(new Environment(cloud.cacheHost()));
      }
    }
    return List.copyOf(all);
  }

  UserKit kit() {
    return exchanges.parts().kit();
  }

  /** {@return gets tokens of people who have signed in} */
  public AcquireSilently acquireSilently() {
    return acquireSilently;
  }

  /** {@return lists people} */
  public ListAccounts listAccounts() {
    return listAccounts;
  }

  /** {@return finds a person} */
  public FindAccount findAccount() {
    return new FindAccount(environments, foundation.cache(), shell);
  }

  /** {@return forgets a person} */
  public RemoveAccount removeAccount() {
    UserKit kit = kit();
    return new RemoveAccount(
        kit.clientId(),
        kit.audiences(),
        foundation.cache(),
        exchanges.parts().broker(),
        exchanges.parts().people(),
        options.revokesOnRemoval()
            ? new TokenRevocation(
                kit.clientId(),
                options.authority(),
                foundation.resolver(),
                new RevocationEndpoint(identity, options.time()),
                kit.operations())
            : null);
  }

  /** {@return lists the people of the device} */
  public ListBrokerAccounts listBrokerAccounts() {
    return new ListBrokerAccounts(
        exchanges.parts().broker(),
        options.authority(),
        options.instances().environmentOf(options.authority()));
  }

  /** {@return signs browsers in by the broker} */
  public AcquireSsoCookies acquireSsoCookies() {
    return new AcquireSsoCookies(
        kit().audiences(), exchanges.parts().broker(), exchanges.parts().people());
  }

  /**
   * Tells whether tokens can be had that are bound to one HTTP request.
   *
   * @param cancellation ends the wait for the broker
   * @return whether a broker serves the authority
   */
  public boolean isPopSupported(Cancellation cancellation) {
    return device.serves(options.authority(), cancellation);
  }

  /** {@return signs people in} */
  public SignInParts signIn() {
    signInLock.lock();
    try {
      SignInParts known = signIn;
      if (known == null) {
        known = new SignInParts(identity, exchanges.parts(), listAccounts, options, foundation);
        signIn = known;
      }
      return known;
    } finally {
      signInLock.unlock();
    }
  }

  /** {@return where asynchronous calls run} */
  public Executor asyncExecutor() {
    return foundation.asyncExecutor();
  }

  /** Ends the flights under way; what they stand on is closed by who opened it. */
  @Override
  public void close() {
    exchanges.close();
    closeSignIn();
    device.close();
  }

  private void closeSignIn() {
    signInLock.lock();
    try {
      if (signIn != null) {
        signIn.close();
      }
    } finally {
      signInLock.unlock();
    }
  }
}
