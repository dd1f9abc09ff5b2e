package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpResponse;
import java.io.IOException;
import org.apache.hc.core5.http.HttpException;
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

    /** Sends once, and reads the whole answer; what stops the exchange stops this. */
    HttpResponse send(Outgoing request, Exchange exchange) throws IOException, HttpException;

    @Override
    void close();
  }
}
