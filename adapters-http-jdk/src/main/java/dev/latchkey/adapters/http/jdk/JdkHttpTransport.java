package dev.latchkey.adapters.http.jdk;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.net.URI;
import java.net.http.HttpRequest.BodyPublisher;
import java.net.http.HttpRequest.BodyPublishers;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Flow;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * Sends asynchronously and waits: only a future can be cancelled whatever the peer does. The
 * client's own timeout ends with the first byte of the body.
 */
final class JdkHttpTransport implements HttpTransport {

  // The client writes these itself, or refuses them.
  private static final Set<String> OURS =
      Set.of(
          "host",
          "content-length",
          "transfer-encoding",
          "connection",
          "expect",
          "upgrade",
          "proxy-authorization");

  private final Duration timeout;
  private final ProxyUnlessNear proxies;
  private final ExecutorService executor = newExecutor();
  private final ClientPerIdentity clients;
  private final Gate gate;
  private final Map<Body, CompletableFuture<?>> onTheirWay = new ConcurrentHashMap<>();
  private volatile boolean closed;

  JdkHttpTransport(HttpSettings settings) {
    this.timeout = settings.timeout();
    this.proxies = new ProxyUnlessNear(settings.proxy());
    this.clients = new ClientPerIdentity(settings, proxies, executor);
    this.gate = new Gate(settings.maxConnections());
  }

  private static ExecutorService newExecutor() {
    return new ThreadPoolExecutor(
        0,
        Integer.MAX_VALUE,
        5,
        TimeUnit.SECONDS,
        new SynchronousQueue<>(),
        task -> {
          Thread thread = new Thread(task, "latchkey-http");
          thread.setDaemon(true);
          return thread;
        });
  }

  @Override
  public HttpResponse send(HttpRequest request, Deadline deadline, Cancellation cancellation) {
    if (closed) {
      throw Failures.closed();
    }
    cancellation.throwIfCancelled();
    Duration left = deadline.remaining();
    Duration time = left.compareTo(timeout) < 0 ? left : timeout;
    if (time.isZero()) {
      throw Failures.timedOut(request.uri(), deadline.total());
    }
    long endNanos = System.nanoTime() + time.toNanos();
    try {
      if (!gate.enter(time.toNanos(), cancellation)) {
        throw givenUp(request.uri(), time, cancellation);
      }
      try {
        return exchange(request, time, endNanos, cancellation);
      } finally {
        gate.leave();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new CancelledException("the thread was interrupted during the request");
    }
  }

  private HttpResponse exchange(
      HttpRequest request, Duration time, long endNanos, Cancellation cancellation)
      throws InterruptedException {
    URI uri = request.uri();
    Body body = new Body(request);
    CompletableFuture<java.net.http.HttpResponse<byte @Nullable []>> future =
        clients
            .client(request.clientCertificate().orElse(null))
            .sendAsync(message(request, uri, body), BoundedBody::new);
    onTheirWay.put(body, future);
    Cancellation.Registration registration = cancellation.onCancel(() -> future.cancel(true));
    try {
      if (closed) {
        future.cancel(true);
      }
      java.net.http.HttpResponse<byte @Nullable []> answer =
          future.get(endNanos - System.nanoTime(), TimeUnit.NANOSECONDS);
      if (answer.statusCode() == 407 && proxies.isProxied(uri)) {
        throw Failures.proxyRefused(uri);
      }
      return Answers.of(answer, uri);
    } catch (TimeoutException e) {
      throw Failures.timedOut(uri, time);
    } catch (CancellationException e) {
      throw givenUp(uri, time, cancellation);
    } catch (ExecutionException e) {
      Throwable cause = e.getCause() == null ? e : e.getCause();
      throw closed || cancellation.isCancelled()
          ? givenUp(uri, time, cancellation)
          : Failures.of(cause, uri, body.begun);
    } finally {
      future.cancel(true);
      registration.close();
      onTheirWay.remove(body);
    }
  }

  private TokenException givenUp(URI uri, Duration time, Cancellation cancellation) {
    if (cancellation.isCancelled()) {
      return new CancelledException("the request was cancelled by its caller");
    }
    if (closed) {
      return new CancelledException("the HTTP transport was closed during the request");
    }
    return Failures.timedOut(uri, time);
  }

  private static java.net.http.HttpRequest message(HttpRequest request, URI uri, Body body) {
    java.net.http.HttpRequest.Builder message =
        java.net.http.HttpRequest.newBuilder(uri)
            // Unless told otherwise, the client names the exact Java version.
            .setHeader("user-agent", "Latchkey")
            .setHeader("accept-encoding", "gzip");
    request
        .headers()
        .asMap()
        .forEach(
            (name, values) -> {
              if (!OURS.contains(name) && !values.isEmpty()) {
                message.setHeader(name, values.get(0));
                values.stream().skip(1).forEach(value -> message.header(name, value));
              }
            });
    return message.method(request.method().name(), body).build();
  }

  @Override
  public void close() {
    closed = true;
    gate.close();
    onTheirWay.values().forEach(future -> future.cancel(true));
    clients.close();
    executor.shutdown();
  }

  /**
   * The body of one attempt. It knows whether the client came as far as writing it, for which it
   * has to connect. And it ends a second attempt before anything is written: the client repeats a
   * GET whose connection closed without an answer, which only a property of the whole process would
   * switch off, but it asks for the length once per attempt.
   */
  private static final class Body implements BodyPublisher {

    private final BodyPublisher bytes;
    private final boolean repeatable;
    private final AtomicBoolean attempted = new AtomicBoolean();
    private volatile boolean begun;

    Body(HttpRequest request) {
      this.bytes = BodyPublishers.ofByteArray(request.body());
      this.repeatable = request.method() == HttpRequest.Method.GET;
    }

    @Override
    public long contentLength() {
      if (repeatable && attempted.getAndSet(true)) {
        throw new IllegalStateException("nothing is sent twice");
      }
      return bytes.contentLength();
    }

    @Override
    public void subscribe(Flow.Subscriber<? super ByteBuffer> subscriber) {
      begun = true;
      bytes.subscribe(subscriber);
    }
  }
}
