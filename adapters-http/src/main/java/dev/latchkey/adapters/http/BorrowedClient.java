package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.spi.http.ClientCertificate;
import dev.latchkey.spi.http.HttpResponse;
import java.io.IOException;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.config.RequestConfig;
import org.apache.hc.client5.http.cookie.StandardCookieSpec;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/** A client that belongs to the application: one identity, never closed here. */
final class BorrowedClient implements ClientSource, ClientSource.Lease {

  /**
   * For each request: time limits are the watchdog's, everything that adds headers or sends again
   * is off.
   */
  private static final RequestConfig REQUEST =
      RequestConfig.custom()
          .setAuthenticationEnabled(false)
          .setContentCompressionEnabled(false)
          .setCookieSpec(StandardCookieSpec.IGNORE)
          .setExpectContinueEnabled(false)
          .setProtocolUpgradeEnabled(false)
          .setRedirectsEnabled(false)
          .setConnectionRequestTimeout(Timeout.ofDays(1))
          .setConnectionKeepAlive(TimeValue.ofMinutes(1))
          .build();

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
  public HttpResponse send(Outgoing request, Exchange exchange) throws IOException {
    HttpUriRequestBase message = new HttpUriRequestBase(request.method(), request.request().uri());
    message.setConfig(REQUEST);
    request.fill(message);
    exchange.abortWith(message::cancel);
    boolean whole = false;
    try {
      HttpResponse response =
          Answers.read(client.executeOpen(request.host(), message, null), request.peer());
      whole = true;
      return response;
    } finally {
      if (!whole) {
        // Closing the answer would read the rest of it first.
        message.cancel();
      }
    }
  }

  @Override
  public void close() {}
}
