package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.time.Duration;
import org.apache.hc.core5.http.HttpException;

/** Sends with the blocking client, on the caller's thread, under the eye of a watchdog. */
final class ApacheHttpTransport implements HttpTransport {

  private final ClientSource clients;
  private final Duration timeout;
  private final Watchdog watchdog = new Watchdog();
  private volatile boolean closed;

  ApacheHttpTransport(ClientSource clients, Duration timeout) {
    this.clients = clients;
    this.timeout = timeout;
  }

  @Override
  public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
    if (closed) {
      throw Failures.closed();
    }
    cancellation.throwIfCancelled();
    if (Thread.currentThread().isInterrupted()) {
      throw new CancelledException("the thread was interrupted before the request was sent");
    }
    Duration left = deadline.remaining();
    Duration time = left.compareTo(timeout) < 0 ? left : timeout;
    Outgoing outgoing = Outgoing.of(request);
    if (time.isZero()) {
      throw Failures.timedOut(outgoing.peer(), deadline.total());
    }
    Exchange exchange = new Exchange(time);
    watchdog.watch(exchange);
    if (closed) {
      // Closed since the first look, and maybe before the watchdog knew of this exchange.
      exchange.stop(Exchange.Stop.CLOSED);
    }
    Cancellation.Registration registration =
        cancellation.onCancel(() -> exchange.stop(Exchange.Stop.CANCELLED));
    try (ClientSource.Lease lease = clients.lease(request.clientCertificate().orElse(null))) {
      return lease.send(outgoing, exchange);
    } catch (IOException | HttpException | RuntimeException e) {
      throw Failures.of(e, exchange, outgoing.peer(), clients.reportsProgress());
    } finally {
      registration.close();
      watchdog.forget(exchange);
    }
  }

  @Override
  public void close() {
    closed = true;
    watchdog.close();
    clients.close();
  }
}
