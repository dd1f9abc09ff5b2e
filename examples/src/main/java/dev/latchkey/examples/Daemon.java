package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.PrintStream;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;

/**
 * A program without a person in front of it, which calls an API once in a while: it builds one
 * client, asks it for a token before each call, and closes it at the end.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile -Dexample=Daemon}.
 */
public final class Daemon {

  private static final String CLIENT_ID = "nightly-report";
  private static final String SECRET = "pass+word/with=signs";

  private Daemon() {}

  /**
   * Runs the daemon for a few rounds.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    SandboxClock clock = SandboxClock.at(Instant.now());
    try (Sandbox sandbox =
            Sandbox.builder()
                .clock(clock)
                .application(SandboxApplication.builder(CLIENT_ID).secret(SECRET).build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(SECRET))
                .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
                .http(towards(sandbox)) // a real daemon leaves out this line and the next
                .clock(clock)
                .build()) {
      rounds(app, sandbox, clock, System.out);
    }
  }

  private static void rounds(
      ConfidentialClient app, Sandbox sandbox, SandboxClock clock, PrintStream out) {
    ClientRequest graph = ClientRequest.of("https://graph.microsoft.com/.default");
    round("first call", app, graph, out);
    round("second call", app, graph, out);
    clock.advance(Duration.ofHours(2));
    round("two hours later", app, graph, out);
    clock.advance(Duration.ofHours(2));
    sandbox.faults().on(EndpointKind.TOKEN).next(Fault.retryAfter(503, "120"));
    round("service unavailable", app, graph, out);
    clock.advance(Duration.ofMinutes(2));
    round("next round", app, graph, out);
  }

  private static void round(
      String name, ConfidentialClient app, ClientRequest request, PrintStream out) {
    try {
      TokenResult token = app.acquireForClient(request);
      out.printf(
          "%-20s %-17s %d HTTP requests, expires %s%n",
          name, token.source(), token.httpCalls(), token.expiresAt());
    } catch (TokenException e) {
      // Branch on what the exception answers, never on its message.
      out.printf(
          "%-20s %-17s try again %s%n",
          name,
          e.getClass().getSimpleName(),
          e.retryAfter()
              .map(wait -> "in " + wait.toSeconds() + " s")
              .orElse(e.isTransient() ? "later" : "never"));
    }
  }

  /** The real host name goes to the sandbox, whose certificate is made out for it too. */
  private static HttpSettings towards(Sandbox sandbox) {
    return HttpSettings.defaults()
        .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
        .connectTo(
            Map.of(
                new HostAndPort(Cloud.PUBLIC.host(), 443),
                new HostAndPort("localhost", sandbox.address().getPort())));
  }
}
