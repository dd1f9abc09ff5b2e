package dev.latchkey.client.internal;

import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.Trust;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.Function;

/**
 * Transports that believe one certificate each, opened when first needed: also where the
 * application supplied a transport, which could not be told whom to believe.
 */
final class PinnedTransports
    implements Function<CertificateThumbprint, HttpTransport>, AutoCloseable {

  private final ClientOptions options;
  private final ReentrantLock lock = new ReentrantLock();
  private final Map<CertificateThumbprint, HttpTransport> open = new HashMap<>();
  private boolean closed;

  PinnedTransports(ClientOptions options) {
    this.options = options;
  }

  @Override
  public HttpTransport apply(CertificateThumbprint thumbprint) {
    lock.lock();
    try {
      if (closed) {
        throw new IllegalStateException("the client is closed");
      }
      // A host hands out one thumbprint; a process sees another only when its cluster renews it.
      return open.computeIfAbsent(
          thumbprint,
          it -> Foundation.open(options, options.httpSettings().trust(Trust.pinned(it))));
    } finally {
      lock.unlock();
    }
  }

  @Override
  public void close() {
    lock.lock();
    try {
      closed = true;
      open.values().forEach(HttpTransport::close);
      open.clear();
    } finally {
      lock.unlock();
    }
  }
}
