package dev.latchkey.cli.demo;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;

/**
 * Where scenes are played: the sandbox, one long-lived client, and the clock of both.
 *
 * <p>The client asks for Microsoft Entra by its real name; a detour sends that to the sandbox,
 * whose certificate authority is the only one it trusts.
 */
final class Stage implements AutoCloseable {

  static final ClientRequest GRAPH = ClientRequest.of("https://graph.microsoft.com/.default");
  static final ClientRequest VAULT = ClientRequest.of("https://vault.azure.net/.default");
  static final Duration REFRESH_IN = Duration.ofMinutes(30);

  private static final String CLIENT_ID = "11111111-2222-3333-4444-555555555555";
  private static final String TENANT = "contoso.onmicrosoft.com";
  // Everything that form encoding, Basic authentication or a shell has ever got wrong.
  private static final Secret CREDENTIAL = Secret.of("p+/=%&\u00e9 \u00fc~\"'\\<>:;#?@!$^*(){}|");

  private final SandboxClock clock = SandboxClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final Sandbox sandbox;
  private final String adapter;
  private final ConfidentialClient client;

  Stage(String adapter) {
    this.adapter = adapter;
    this.sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(
                SandboxApplication.builder(CLIENT_ID)
                    .secret(CREDENTIAL.reveal())
                    .refreshIn(REFRESH_IN)
                    .build())
            .start();
    this.client = open(Authority.entra(Cloud.PUBLIC, TENANT), CREDENTIAL);
  }

  private ConfidentialClient open(Authority authority, Secret credential) {
    HostAndPort here = new HostAndPort("localhost", sandbox.uri().getPort());
    return ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret(credential))
        .authority(authority)
        .clock(clock)
        .httpProvider(adapter)
        .http(
            HttpSettings.defaults()
                .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
                .connectTo(Map.of(new HostAndPort(Cloud.PUBLIC.host(), 443), here)))
        .build();
  }

  ConfidentialClient client() {
    return client;
  }

  /** Another client, which the scene closes. */
  ConfidentialClient generic(String realm) {
    return open(Authority.oidc(sandbox.oidcAuthority(realm)), CREDENTIAL);
  }

  /** Another client, which the scene closes. */
  ConfidentialClient withWrongSecret() {
    return open(Authority.entra(Cloud.PUBLIC, TENANT), Secret.of("wrong"));
  }

  Sandbox sandbox() {
    return sandbox;
  }

  int requests() {
    return sandbox.requests().all().size();
  }

  void timePasses(Duration step) {
    clock.advance(step);
  }

  @Override
  public void close() {
    client.close();
    sandbox.close();
  }
}
