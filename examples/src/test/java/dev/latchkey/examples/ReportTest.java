package dev.latchkey.examples;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxTest;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** How an application tests with the sandbox; docs/sandbox.md quotes it. */
@SandboxTest
class ReportTest {

  @Test
  void asksForANewTokenAfterAnHour(Sandbox sandbox, SandboxClock clock) {
    sandbox.applications().add(SandboxApplication.builder("app").secret("s3cret").build());
    try (ConfidentialClient app =
        ConfidentialClient.builder("app", ClientCredential.secret("s3cret"))
            .authority(Authority.oidc(sandbox.oidcAuthority("demo")))
            .http(
                HttpSettings.defaults()
                    .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
            .clock(clock)
            .build()) {
      ClientRequest request = ClientRequest.of("orders.read");
      app.acquireForClient(request);
      clock.advance(Duration.ofHours(1));
      app.acquireForClient(request);
    }
    assertThat(sandbox.requests().tokens()).hasSize(2);
  }
}
