package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.net.URI;
import java.util.concurrent.CancellationException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeoutException;
import org.apache.hc.client5.http.DnsResolver;
import org.apache.hc.client5.http.HttpRoute;
import org.apache.hc.client5.http.SchemePortResolver;
import org.apache.hc.client5.http.config.ConnectionConfig;
import org.apache.hc.client5.http.impl.io.ManagedHttpClientConnectionFactory;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManager;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.client5.http.io.ConnectionEndpoint;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.LeaseRequest;
import org.apache.hc.client5.http.ssl.TlsSocketStrategy;
import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.HttpEntityContainer;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.HttpMessage;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.DefaultConnectionReuseStrategy;
import org.apache.hc.core5.http.impl.io.HttpRequestExecutor;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.message.BasicClassicHttpRequest;
import org.apache.hc.core5.http.protocol.HttpCoreContext;
import org.apache.hc.core5.io.CloseMode;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * The kept connections of one identity, and the way of one exchange over one of them. The library's
 * client would add redirects, credentials, cookies and repeats around this, all of which would have
 * to be turned off again, and costs as much as all the rest of an exchange.
 */
final class Connections implements AutoCloseable {

  // Trailers have no cap in bytes, only these two: at most 8 MiB of them.
  private static final Http1Config HTTP_1 =
      Http1Config.custom().setMaxLineLength(16 << 10).setMaxHeaderCount(512).build();

  /**
   * Checking a connection costs up to 1 ms of waiting for nothing, so one used a moment ago is not.
   */
  private static final TimeValue UNCHECKED_FOR = TimeValue.ofMilliseconds(250);

  private static final Timeout FOREVER = Timeout.ofDays(1);
  private static final TimeValue KEPT_FOR = TimeValue.ofMinutes(1);

  /**
   * What the library writes into its log to tell exchanges apart; the exchange has better names.
   */
  private static final String ID = "latchkey";

  private final PoolingHttpClientConnectionManager pool;
  private final Egress egress;
  private final ConnectionEndpoint.RequestExecutor executor = new HttpRequestExecutor()::execute;

  private Connections(PoolingHttpClientConnectionManager pool, Egress egress) {
    this.pool = pool;
    this.egress = egress;
  }

  static Connections open(HttpSettings settings, NameLookup names, TlsSockets tls) {
    Egress egress = new Egress(settings);
    PoolingHttpClientConnectionManager pool =
        new Builder(new Dialer(egress, names, tls, settings.connectTimeout()))
            .setMaxConnTotal(settings.maxConnections())
            .setMaxConnPerRoute(settings.maxConnections())
            .setDefaultSocketConfig(
                SocketConfig.custom().setTcpNoDelay(true).setSoTimeout(Timeout.DISABLED).build())
            .setDefaultConnectionConfig(
                ConnectionConfig.custom()
                    .setConnectTimeout(Timeout.DISABLED)
                    .setValidateAfterInactivity(UNCHECKED_FOR)
                    .build())
            .setConnectionFactory(
                ManagedHttpClientConnectionFactory.builder()
                    .http1Config(HTTP_1)
                    .outgoingContentLengthStrategy(Connections::length)
                    .responseParserFactory(
                        config ->
                            new BoundedHeadParser(
                                config == null ? HTTP_1 : config, HttpRequest.MAX_HEADER_BYTES))
                    .build())
            .build();
    return new Connections(pool, egress);
  }

  /** Sends over a kept connection or a new one, and keeps it if both sides can. */
  HttpResponse send(Outgoing request, Exchange exchange) throws IOException, HttpException {
    ConnectionEndpoint endpoint = lease(request, exchange);
    TimeValue keptFor = null;
    try {
      exchange.abortWith(() -> endpoint.close(CloseMode.IMMEDIATE));
      HttpCoreContext context = HttpCoreContext.create();
      if (!endpoint.isConnected()) {
        exchange.attachTo(context);
        pool.connect(endpoint, null, context);
      }
      Egress.Hop hop = egress.hop(request.scheme(), request.peer());
      ClassicHttpRequest message = message(request, hop);
      exchange.sending();
      ClassicHttpResponse answer = endpoint.execute(ID, message, executor, context);
      if (hop.proxied() && hop.tunnelTo() == null && answer.getCode() == 407) {
        throw Tunnel.refused(hop.dial(), request.peer(), answer.getCode());
      }
      HttpResponse response = Answers.read(answer, request.peer());
      if (exchange.finished()
          && DefaultConnectionReuseStrategy.INSTANCE.keepAlive(message, answer, context)) {
        keptFor = KEPT_FOR;
      }
      return response;
    } finally {
      if (keptFor == null) {
        // Before it goes back: closing it in good order would read the rest of the answer first.
        endpoint.close(CloseMode.IMMEDIATE);
      }
      pool.release(endpoint, null, keptFor);
    }
  }

  private ConnectionEndpoint lease(Outgoing request, Exchange exchange) throws IOException {
    LeaseRequest lease = pool.lease(ID, new HttpRoute(request.host()), FOREVER, /* state= */ null);
    exchange.abortWith(lease::cancel);
    try {
      // The watchdog cancels the lease in time.
      return lease.get(FOREVER);
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw interrupted(e);
    } catch (CancellationException e) {
      throw interrupted(e);
    } catch (TimeoutException e) {
      throw Failures.timedOut(request.peer(), exchange.time());
    } catch (ExecutionException e) {
      throw new IOException("the pool gave no connection", e);
    }
  }

  private static InterruptedIOException interrupted(Exception cause) {
    InterruptedIOException interrupted =
        new InterruptedIOException("stopped while it waited for a connection");
    interrupted.initCause(cause);
    return interrupted;
  }

  private ClassicHttpRequest message(Outgoing request, Egress.Hop hop) {
    URI uri = request.request().uri();
    String authority = uri.getPort() < 0 ? uri.getHost() : uri.getHost() + ":" + uri.getPort();
    String path = uri.getRawPath().isEmpty() ? "/" : uri.getRawPath();
    String target = uri.getRawQuery() == null ? path : path + "?" + uri.getRawQuery();
    boolean relayed = hop.proxied() && hop.tunnelTo() == null;
    BasicClassicHttpRequest message =
        // Scheme and authority are not the library's: it would form the target by its own rules.
        new BasicClassicHttpRequest(
            request.method(),
            (String) null,
            null,
            relayed ? request.scheme() + "://" + authority + target : target);
    message.addHeader("host", authority);
    request.fill(message);
    HttpEntity body = message.getEntity();
    if (body != null) {
      message.addHeader("content-length", Long.toString(body.getContentLength()));
    }
    String authorization = relayed ? egress.proxyAuthorization() : null;
    if (authorization != null) {
      message.addHeader("proxy-authorization", authorization);
    }
    return message;
  }

  private static long length(HttpMessage message) {
    HttpEntity body = ((HttpEntityContainer) message).getEntity();
    return body == null ? 0 : body.getContentLength();
  }

  /** Breaks what is on its way. */
  @Override
  public void close() {
    pool.close(CloseMode.IMMEDIATE);
  }

  /** The builder's hook is the only supported way to a connection operator of one's own. */
  private static final class Builder extends PoolingHttpClientConnectionManagerBuilder {

    private final Dialer dialer;

    Builder(Dialer dialer) {
      this.dialer = dialer;
    }

    @Override
    protected HttpClientConnectionOperator createConnectionOperator(
        @Nullable SchemePortResolver ports,
        @Nullable DnsResolver names,
        @Nullable TlsSocketStrategy tls) {
      return dialer;
    }
  }
}
