package dev.latchkey.client.internal;

import dev.latchkey.application.protocol.ClientIdentity;
import dev.latchkey.application.scheme.BoundKeys;
import dev.latchkey.spi.system.FileReader;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/** The keys that tokens of one client are bound to, for clients that bind any: most do not. */
final class KeyRing implements Supplier<BoundKeys> {

  private final ReentrantLock lock = new ReentrantLock();
  private final ClientIdentity identity;
  private final ClientOptions options;
  private final Foundation foundation;
  private volatile @Nullable BoundKeys made;

  KeyRing(ClientIdentity identity, ClientOptions options, Foundation foundation) {
    this.identity = identity;
    this.options = options;
    this.foundation = foundation;
  }

  @Override
  public BoundKeys get() {
    BoundKeys known = made;
    return known == null ? make() : known;
  }

  private BoundKeys make() {
    lock.lock();
    try {
      BoundKeys known = made;
      if (known == null) {
        known =
            new BoundKeys(
                foundation::crypto,
                FileReader.system(),
                options.time(),
                options.random(),
                identity::clientCertificate);
        made = known;
      }
      return known;
    } finally {
      lock.unlock();
    }
  }
}
