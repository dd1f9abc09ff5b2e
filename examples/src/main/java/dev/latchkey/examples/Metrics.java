package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.observability.micrometer.MicrometerEventSink;
import dev.latchkey.observability.opentelemetry.OpenTelemetryEventSink;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import io.opentelemetry.api.GlobalOpenTelemetry;
import java.util.List;

/**
 * Acquisitions in the metrics of an application: how many hits, how many requests, which failures.
 * A sink is an interface of one method, so two of them are told by a lambda.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=Metrics}.
 */
public final class Metrics {

  private Metrics() {}

  /**
   * Gets tokens, is refused once, and shows what was counted.
   *
   * @param args not used
   */
  public static void main(String[] args) {
    SimpleMeterRegistry registry = new SimpleMeterRegistry();
    EventSink micrometer = MicrometerEventSink.of(registry);
    EventSink openTelemetry = OpenTelemetryEventSink.of(GlobalOpenTelemetry.get());
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(SandboxApplication.builder("app").secret("s3cret").build())
                .start();
        ConfidentialClient app =
            ConfidentialClient.builder("app", ClientCredential.secret("s3cret"))
                .authority(Authority.oidc(sandbox.oidcAuthority("demo")))
                .http(
                    HttpSettings.defaults()
                        .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
                .eventSink(
                    event -> {
                      micrometer.on(event);
                      openTelemetry.on(event);
                    })
                .build()) {
      ClientRequest orders = ClientRequest.of("orders.read");
      for (int i = 0; i < 10; i++) {
        app.acquireForClient(orders);
      }
      sandbox.faults().on(EndpointKind.TOKEN).next(Fault.oauthError("invalid_scope", "no"));
      try {
        app.acquireForClient(ClientRequest.of("orders.delete"));
      } catch (ServiceException e) {
        // It is counted, too.
      }
    }
    // The sinks are told on a thread of the client's, which closing it waits for.
    registry.find("latchkey.acquisitions").counters().stream()
        .map(Metrics::line)
        .sorted()
        .forEach(System.out::println);
  }

  private static String line(Counter counter) {
    return "%s from %s, error %s: %.0f"
        .formatted(
            counter.getId().getTag("outcome"),
            counter.getId().getTag("source"),
            counter.getId().getTag("error"),
            counter.count());
  }
}
