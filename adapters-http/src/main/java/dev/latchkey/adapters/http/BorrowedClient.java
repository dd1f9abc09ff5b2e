package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.http.ClientCertificate;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.jspecify.annotations.Nullable;

/** A client that belongs to the application: one identity, never closed here. */
final class BorrowedClient implements ClientSource, ClientSource.Lease {

  private final CloseableHttpClient client;

  BorrowedClient(CloseableHttpClient client) {
    this.client = client;
  }

  @Override
  public Lease lease(@Nullable ClientCertificate identity) {
    if (identity != null) {
      throw new ConfigurationException(
          "the HTTP client given to over(…) cannot present a certificate chosen per request; let"
              + " latchkey-adapters-http open its own");
    }
    return this;
  }

  @Override
  public boolean reportsProgress() {
    return false;
  }

  @Override
  public CloseableHttpClient client() {
    return client;
  }

  @Override
  public void close() {}
}
