package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.ConnectException;
import java.net.http.HttpClient;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse.BodySubscriber;
import java.net.http.HttpResponse.BodySubscribers;
import java.time.Duration;
import java.util.concurrent.CancellationException;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import javax.net.ssl.SSLHandshakeException;

/**
 * An HTTP stack of the application's own, as a lambda: here over {@code java.net.http}. What it has
 * to keep is listed at {@link HttpTransport}; a class that extends {@code HttpTransportContract} of
 * latchkey-spi-tck tests it.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=CustomHttpStack}.
 */
public final class CustomHttpStack {

  private CustomHttpStack() {}

  /**
   * Gets a token over the application's own stack.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder("app").secret("s3cret").build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder("app", ClientCredential.secret("s3cret"))
                .authority(Authority.oidc(sandbox.oidcAuthority("demo")))
                .http(over(client(sandbox)))
                .retry(RetryPolicy.standard()) // without it nothing is repeated on this stack
                .build()) {
      TokenResult token = app.acquireForClient(ClientRequest.of("orders.read"));
      System.out.printf(
          "%s token from %s after %d HTTP requests%n",
          token.tokenType(), token.source(), token.httpCalls());
    }
  }

  private static HttpClient client(Sandbox sandbox) {
    // Redirects and cookies are off unless switched on.
    return HttpClient.newBuilder()
        .version(HttpClient.Version.HTTP_1_1)
        .connectTimeout(Duration.ofSeconds(10))
        .sslContext(sandbox.sslContext())
        .build();
  }

  static HttpTransport over(HttpClient client) {
    return (request, deadline, cancellation) -> {
      cancellation.throwIfCancelled();
      CompletableFuture<java.net.http.HttpResponse<byte[]>> exchange =
          client.sendAsync(translated(request), info -> capped());
      Cancellation.Registration registration = cancellation.onCancel(() -> exchange.cancel(true));
      try {
        return answer(exchange.get(deadline.remaining().toNanos(), TimeUnit.NANOSECONDS));
      } catch (TimeoutException e) {
        exchange.cancel(true);
        throw new TransportException(
            TransportException.Reason.TIMED_OUT, "no answer in " + deadline.total(), e);
      } catch (InterruptedException e) {
        exchange.cancel(true);
        Thread.currentThread().interrupt();
        throw new CancelledException("interrupted while sending");
      } catch (CancellationException e) {
        throw new CancelledException("the call was cancelled by its caller");
      } catch (ExecutionException e) {
        throw failure(e.getCause() == null ? e : e.getCause());
      } finally {
        registration.close();
      }
    };
  }

  private static java.net.http.HttpRequest translated(HttpRequest request) {
    if (request.clientCertificate().isPresent()) {
      throw new ConfigurationException("this stack presents no client certificates");
    }
    var copy =
        java.net.http.HttpRequest.newBuilder(request.uri())
            .method(request.method().name(), BodyPublishers.ofByteArray(request.body()));
    request
        .headers()
        .asMap()
        .forEach((name, values) -> values.forEach(value -> copy.header(name, value)));
    return copy.build();
  }

  private static HttpResponse answer(java.net.http.HttpResponse<byte[]> response) {
    return HttpResponse.of(
        response.statusCode(), HttpHeaders.of(response.headers().map()), response.body());
  }

  private static BodySubscriber<byte[]> capped() {
    ByteArrayOutputStream body = new ByteArrayOutputStream();
    BodySubscriber<Void> subscriber =
        BodySubscribers.ofByteArrayConsumer(
            part -> {
              part.ifPresent(body::writeBytes);
              if (body.size() > HttpRequest.MAX_BODY_BYTES) {
                throw new UncheckedIOException(new TooLarge());
              }
            });
    return BodySubscribers.mapping(subscriber, nothing -> body.toByteArray());
  }

  private static final class TooLarge extends IOException {
    private static final long serialVersionUID = 1L;
  }

  // The reason decides whether the call is repeated: only where nothing was written.
  private static TokenException failure(Throwable cause) {
    TransportException.Reason reason = TransportException.Reason.INTERRUPTED;
    for (Throwable t = cause; t != null; t = t.getCause()) {
      if (t instanceof ConnectException || t instanceof HttpConnectTimeoutException) {
        reason = TransportException.Reason.NOT_CONNECTED;
      } else if (t instanceof SSLHandshakeException) {
        reason = TransportException.Reason.UNTRUSTED;
      } else if (t instanceof TooLarge) {
        reason = TransportException.Reason.TOO_LARGE;
      }
    }
    return new TransportException(reason, "the request failed: " + reason, cause);
  }
}
