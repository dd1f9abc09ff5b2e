package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.TlsSettings;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.locks.ReentrantLock;
import org.apache.hc.core5.http.HttpException;
import org.jspecify.annotations.Nullable;

/**
 * Connections that this adapter opens: one without a certificate, and one for each of the
 * certificates last used. A key chosen per connection would let a pooled connection speak for
 * somebody else.
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
      evicted.connections.close();
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
      pool.connections.close();
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
    open.forEach(pool -> pool.connections.close());
    names.close();
  }

  private final class Pool implements Lease {

    private final Connections connections;
    private final boolean counted;
    private int users;

    Pool(@Nullable ClientCertificate identity) {
      this.counted = identity != null;
      this.connections =
          Connections.open(
              settings,
              names,
              new TlsSockets(tls.context(Optional.ofNullable(identity)), tls.parameters()));
    }

    @Override
    public HttpResponse send(Outgoing request, Exchange exchange)
        throws IOException, HttpException {
      return connections.send(request, exchange);
    }

    @Override
    public void close() {
      if (counted) {
        release(this);
      }
    }
  }
}
