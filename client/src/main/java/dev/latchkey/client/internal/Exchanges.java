package dev.latchkey.client.internal;

import dev.latchkey.application.broker.DeviceBroker;
import dev.latchkey.application.idtoken.IdTokenSignatures;
import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.silent.SilentSources;
import dev.latchkey.application.user.CloudShellSign;
import dev.latchkey.application.user.UserAudiences;
import dev.latchkey.domain.id.ClientId;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/**
 * What it takes to ask for tokens of people, wired when somebody has to be asked: what is in the
 * cache needs nobody.
 */
final class Exchanges implements Supplier<SilentSources>, AutoCloseable {

  private final ReentrantLock lock = new ReentrantLock();
  private final ClientId clientId;
  private final ClientIdentity identity;
  private final UserAudiences audiences;
  private final CloudShellSign shell;
  private final DeviceBroker device;
  private final @Nullable IdTokenSignatures signatures;
  private final ClientOptions options;
  private final Foundation foundation;
  private volatile @Nullable ExchangeParts wired;
  private boolean closed;

  Exchanges(
      ClientId clientId,
      ClientIdentity identity,
      UserAudiences audiences,
      CloudShellSign shell,
      DeviceBroker device,
      @Nullable IdTokenSignatures signatures,
      ClientOptions options,
      Foundation foundation) {
    this.clientId = clientId;
    this.identity = identity;
    this.audiences = audiences;
    this.shell = shell;
    this.device = device;
    this.signatures = signatures;
    this.options = options;
    this.foundation = foundation;
  }

  @Override
  public SilentSources get() {
    return parts().silent();
  }

  ExchangeParts parts() {
    ExchangeParts known = wired;
    return known == null ? wire() : known;
  }

  private ExchangeParts wire() {
    lock.lock();
    try {
      ExchangeParts known = wired;
      if (known == null) {
        known =
            new ExchangeParts(
                clientId, identity, audiences, shell, device, signatures, options, foundation);
        if (closed) {
          known.close();
        }
        wired = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }

  /** Ends the flights under way; what begins later ends at once. */
  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      if (wired != null) {
        wired.close();
      }
    } finally {
      lock.unlock();
    }
  }
}
