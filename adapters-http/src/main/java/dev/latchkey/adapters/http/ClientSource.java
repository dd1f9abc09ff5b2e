package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.ClientCertificate;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/** Where the client for a request comes from: one per identity, so that no connection has two. */
interface ClientSource extends AutoCloseable {

  /** Takes a client into use; it is not closed before the lease is. */
  Lease lease(@Nullable ClientCertificate identity);

  /** Whether the exchange is told when it connects and when it begins to write. */
  boolean reportsProgress();

  @Override
  void close();

  /** A client in use. */
  interface Lease extends AutoCloseable {

    CloseableHttpClient client();

    @Override
    void close();
  }
}
