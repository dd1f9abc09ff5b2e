package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.util.Locale;
import java.util.Set;
import org.apache.hc.client5.http.classic.methods.HttpUriRequestBase;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.protocol.HttpClientContext;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpHost;

/** Sends with the blocking client, on the caller's thread, under the eye of a watchdog. */
final class ApacheHttpTransport implements HttpTransport {

  // The library writes these itself; a second one would let two readers see two requests.
  private static final Set<String> OURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "proxy-authorization");

  private final ClientSource clients;
  private final Duration timeout;
  private final Egress egress;
  private final Watchdog watchdog = new Watchdog();
  private volatile boolean closed;

  ApacheHttpTransport(ClientSource clients, Duration timeout, Egress egress) {
    this.clients = clients;
    this.timeout = timeout;
    this.egress = egress;
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
    HostAndPort peer = peer(request.uri());
    if (time.isZero()) {
      throw Failures.timedOut(peer, deadline.total());
    }
    HttpUriRequestBase message = new HttpUriRequestBase(request.method().name(), request.uri());
    Exchange exchange = new Exchange(time, message::cancel);
    watchdog.watch(exchange);
    if (closed) {
      // Closed since the first look, and maybe before the watchdog knew of this exchange.
      exchange.stop(Exchange.Stop.CLOSED);
    }
    Cancellation.Registration registration =
        cancellation.onCancel(() -> exchange.stop(Exchange.Stop.CANCELLED));
    try (ClientSource.Lease lease = clients.lease(request.clientCertificate().orElse(null))) {
      return exchange(request, message, peer, exchange, lease.client());
    } finally {
      registration.close();
      watchdog.forget(exchange);
    }
  }

  private HttpResponse exchange(
      HttpRequest request,
      HttpUriRequestBase message,
      HostAndPort peer,
      Exchange exchange,
      CloseableHttpClient client) {
    HttpClientContext context = HttpClientContext.create();
    exchange.attachTo(context);
    String scheme = request.uri().getScheme().toLowerCase(Locale.ROOT);
    Egress.Hop hop = egress.hop(scheme, peer);
    fill(message, request);
    addressTo(message, hop, request.uri());
    boolean whole = false;
    try {
      ClassicHttpResponse answer =
          client.executeOpen(new HttpHost(scheme, peer.host(), peer.port()), message, context);
      if (hop.proxied() && hop.tunnelTo() == null && answer.getCode() == 407) {
        throw Tunnel.refused(hop.dial(), peer, answer.getCode());
      }
      HttpResponse response = Answers.read(answer, peer);
      whole = true;
      return response;
    } catch (IOException | RuntimeException e) {
      throw Failures.of(e, exchange, peer, clients.reportsProgress());
    } finally {
      if (!whole) {
        // Closing the answer would read the rest of it first.
        message.cancel();
      }
    }
  }

  private static void fill(HttpUriRequestBase message, HttpRequest request) {
    message.setConfig(Clients.REQUEST);
    request
        .headers()
        .asMap()
        .forEach(
            (name, values) -> {
              if (!OURS.contains(name)) {
                values.forEach(value -> message.addHeader(name, value));
              }
            });
    if (request.headers().first("accept-encoding").isEmpty()) {
      message.setHeader("accept-encoding", "gzip");
    }
    if (request.method() == HttpRequest.Method.POST) {
      message.setEntity(new OneShotBody(request.body()));
    }
  }

  private void addressTo(HttpUriRequestBase message, Egress.Hop hop, URI uri) {
    if (hop.proxied() && hop.tunnelTo() == null) {
      // The library takes the route for a direct one, and would drop its own flag for this form.
      message.setPath(uri.getScheme() + "://" + uri.getRawAuthority() + message.getPath());
      String authorization = egress.proxyAuthorization();
      if (authorization != null) {
        message.setHeader("proxy-authorization", authorization);
      }
    }
  }

  private static HostAndPort peer(URI uri) {
    String host = uri.getHost();
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    boolean secured = uri.getScheme().equalsIgnoreCase("https");
    return new HostAndPort(host, uri.getPort() > 0 ? uri.getPort() : secured ? 443 : 80);
  }

  @Override
  public void close() {
    closed = true;
    watchdog.close();
    clients.close();
  }
}
