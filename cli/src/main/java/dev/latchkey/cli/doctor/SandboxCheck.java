package dev.latchkey.cli.doctor;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.spi.Providers;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransportProvider;
import dev.latchkey.spi.http.Trust;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.List;

/** Whether each HTTP adapter gets a token over TLS, from an identity provider in this process. */
public final class SandboxCheck implements Check {

  private static final String CLIENT_ID = "doctor";
  private static final String CLIENT_WORD = "doctor-secret";

  private final Providers<HttpTransportProvider> adapters;

  /**
   * Prepares the check.
   *
   * @param adapters each is tried
   */
  public SandboxCheck(Providers<HttpTransportProvider> adapters) {
    this.adapters = adapters;
  }

  @Override
  public String subject() {
    return "self-check";
  }

  @Override
  public List<Finding> run() {
    SandboxApplication application =
        SandboxApplication.builder(CLIENT_ID).secret(CLIENT_WORD).build();
    try (Sandbox sandbox = Sandbox.builder().application(application).start()) {
      return adapters.usable().stream().map(it -> tried(sandbox, it.name())).toList();
    } catch (UncheckedIOException e) {
      return List.of(Finding.fail(subject(), "no loopback port could be had: " + e.getMessage()));
    }
  }

  private Finding tried(Sandbox sandbox, String adapter) {
    long begin = System.nanoTime();
    try (ConfidentialClient client =
        ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(CLIENT_WORD))
            .authority(Authority.oidc(sandbox.oidcAuthority("doctor")))
            .httpProvider(adapter)
            .http(
                HttpSettings.defaults()
                    .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
            .build()) {
      client.acquireForClient(ClientRequest.of("health"));
      return Finding.ok(
          subject(),
          adapter
              + " got a token over TLS in "
              + Duration.ofNanos(System.nanoTime() - begin).toMillis()
              + " ms");
    } catch (TokenException e) {
      return Finding.fail(subject(), adapter + " got no token: " + e.getMessage());
    }
  }
}
