package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.TlsSettings;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.io.CloseMode;
import org.jspecify.annotations.Nullable;

/**
 * Clients that this adapter opened: one without a certificate, and one for each of the certificates
 * last used. A key chosen per connection would let a pooled connection speak for somebody else.
 */
final class PoolPerIdentity implements ClientSource {

  static final int MAX_IDENTITIES = 16;

  private final HttpSettings settings;
  private final TlsSettings tls;
  private final NameLookup names;
  private final Pool anonymous;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<ClientCertificate, Pool> identified = new LinkedHashMap<>(16, 0.75f, true);
  // Evicted, but still in use by a request on its way.
  private final List<Pool> leaving = new ArrayList<>();
  private boolean closed;

  private PoolPerIdentity(HttpSettings settings, TlsSettings tls) {
    this.settings = settings;
    this.tls = tls;
    this.names = new NameLookup(settings.hostResolver());
    this.anonymous = new Pool(null);
  }

  static PoolPerIdentity open(HttpSettings settings) {
    return new PoolPerIdentity(settings, TlsSettings.of(settings.trust()));
  }

  @Override
  public Lease lease(@Nullable ClientCertificate identity) {
    if (identity == null) {
      return anonymous;
    }
    Pool evicted = null;
    Pool pool;
    lock.lock();
    try {
      if (closed) {
        return anonymous;
      }
      pool = identified.get(identity);
      if (pool == null) {
        pool = new Pool(identity);
        identified.put(identity, pool);
        evicted = evictEldest();
      }
      pool.users++;
    } finally {
      lock.unlock();
    }
    if (evicted != null) {
      evicted.client.close(CloseMode.IMMEDIATE);
    }
    return pool;
  }

  private @Nullable Pool evictEldest() {
    if (identified.size() <= MAX_IDENTITIES) {
      return null;
    }
    Iterator<Pool> eldestFirst = identified.values().iterator();
    Pool eldest = eldestFirst.next();
    eldestFirst.remove();
    if (eldest.users == 0) {
      return eldest;
    }
    leaving.add(eldest);
    return null;
  }

  private void release(Pool pool) {
    boolean last;
    lock.lock();
    try {
      pool.users--;
      last = pool.users == 0 && leaving.remove(pool);
    } finally {
      lock.unlock();
    }
    if (last) {
      pool.client.close(CloseMode.IMMEDIATE);
    }
  }

  @Override
  public boolean reportsProgress() {
    return true;
  }

  @Override
  public void close() {
    List<Pool> open;
    lock.lock();
    try {
      closed = true;
      open = new ArrayList<>(identified.values());
      open.addAll(leaving);
      open.add(anonymous);
      identified.clear();
      leaving.clear();
    } finally {
      lock.unlock();
    }
    open.forEach(pool -> pool.client.close(CloseMode.IMMEDIATE));
    names.close();
  }

  private final class Pool implements Lease {

    private final CloseableHttpClient client;
    private final boolean counted;
    private int users;

    Pool(@Nullable ClientCertificate identity) {
      this.counted = identity != null;
      this.client =
          Clients.open(
              settings,
              new Dialer(
                  new Egress(settings),
                  names,
                  new TlsSockets(tls.context(Optional.ofNullable(identity)), tls.parameters()),
                  settings.connectTimeout()));
    }

    @Override
    public CloseableHttpClient client() {
      return client;
    }

    @Override
    public void close() {
      if (counted) {
        release(this);
      }
    }
  }
}
