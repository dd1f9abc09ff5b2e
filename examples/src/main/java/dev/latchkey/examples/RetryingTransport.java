package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.net.http.HttpClient;
import java.time.Duration;
import java.util.Set;

/**
 * A transport that repeats by rules of its own, around any other. The client repeats nothing on a
 * transport that it is given, so each request is repeated in one place only. Most applications need
 * none of it: {@code .retry(policy)} sets the client's own rules.
 *
 * <p>Run it from the root of the project: {@code scripts/example RetryingTransport}.
 */
public final class RetryingTransport {

  private static final int ATTEMPTS = 3;
  private static final Duration PAUSE = Duration.ofMillis(200);
  private static final Set<Integer> WORTH_REPEATING = Set.of(429, 500, 502, 503, 504);

  private RetryingTransport() {}

  /**
   * Gets a token from a service that fails twice.
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
                .http(
                    repeating(
                        CustomHttpStack.over(
                            HttpClient.newBuilder().sslContext(sandbox.sslContext()).build())))
                .build()) {
      sandbox.faults().on(EndpointKind.TOKEN).next(Fault.status(503));
      sandbox.faults().on(EndpointKind.TOKEN).next(Fault.status(503));
      TokenResult token = app.acquireForClient(ClientRequest.of("orders.read"));
      System.out.printf(
          "token from %s, the endpoint was asked %d times%n",
          token.source(), sandbox.requests().tokens().size());
    }
  }

  static HttpTransport repeating(HttpTransport inner) {
    return (request, deadline, cancellation) -> {
      for (int attempt = 1; ; attempt++) {
        boolean last = attempt == ATTEMPTS;
        try {
          HttpResponse response = inner.send(request, deadline, cancellation);
          if (last || !WORTH_REPEATING.contains(response.status())) {
            return response;
          }
        } catch (TransportException e) {
          // Only where nothing was sent: a code or a refresh token must not arrive twice.
          if (last || e.reason() != TransportException.Reason.NOT_CONNECTED) {
            throw e;
          }
        }
        pause(request, deadline, cancellation);
      }
    };
  }

  private static void pause(HttpRequest request, Deadline deadline, Cancellation cancellation) {
    if (deadline.remaining().compareTo(PAUSE) <= 0) {
      throw new TransportException(
          TransportException.Reason.TIMED_OUT,
          "no time is left to ask " + request.uri().getHost() + " again",
          null);
    }
    TimeSource.system().sleep(PAUSE, cancellation);
  }
}
