package dev.latchkey.cli.demo;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where scenes are played: the sandbox, one long-lived client, and the clock of both. */
final class Stage implements AutoCloseable {

  static final ClientRequest GRAPH = ClientRequest.of("https://graph.microsoft.com/.default");
  static final ClientRequest VAULT = ClientRequest.of("https://vault.azure.net/.default");
  static final Duration REFRESH_IN = Duration.ofMinutes(30);

  private static final String CLIENT_ID = "11111111-2222-3333-4444-555555555555";
  private static final String TENANT = "contoso.onmicrosoft.com";
  // Everything that form encoding, Basic authentication or a shell has ever got wrong.
  private static final Secret CREDENTIAL = Secret.of("p+/=%&\u00e9 \u00fc~\"'\\<>:;#?@!$^*(){}|");

  private static final String BARE_REALM = "plant";

  private final TestCertificate certificate = TestCertificate.rsa("CN=demo");
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
                    .certificate(certificate.certificate())
                    .refreshIn(REFRESH_IN)
                    .build())
            .realm(
                SandboxRealm.builder(BARE_REALM).authMethods("self_signed_tls_client_auth").build())
            .start();
    this.client = open(entra(), ClientCredential.secret(CREDENTIAL));
  }

  private Authority entra() {
    return Authority.parse(sandbox.authority(TENANT).toString());
  }

  private ConfidentialClient open(Authority authority, ClientCredential credential) {
    return ConfidentialClient.builder(CLIENT_ID, credential)
        .authority(authority)
        // Entra itself would be asked to vouch for this host; nothing leaves the machine.
        .instanceDiscovery(false)
        .clock(clock)
        .httpProvider(adapter)
        .http(
            HttpSettings.defaults()
                .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
        .build();
  }

  ConfidentialClient client() {
    return client;
  }

  /** Another client, which the scene closes. */
  ConfidentialClient generic(String realm) {
    return open(Authority.oidc(sandbox.oidcAuthority(realm)), ClientCredential.secret(CREDENTIAL));
  }

  /** Another client, which the scene closes. */
  ConfidentialClient withWrongSecret() {
    return open(entra(), ClientCredential.secret("wrong"));
  }

  /** Another client, which the scene closes. */
  ConfidentialClient with(ClientCredential credential) {
    return open(entra(), credential);
  }

  /** Another client, which the scene closes, for a realm that knows clients by mutual TLS only. */
  ConfidentialClient byMutualTls() {
    return open(Authority.oidc(sandbox.oidcAuthority(BARE_REALM)), certificate());
  }

  ClientCredential certificate() {
    return ClientCredential.certificate(source(certificate));
  }

  KeySource source(TestCertificate of) {
    return KeySource.of(of.privateKey(), of.chain());
  }

  /** The certificate that the application is registered with. */
  TestCertificate registered() {
    return certificate;
  }

  void register(TestCertificate only) {
    sandbox.applications().change(CLIENT_ID, it -> it.clearKeys().certificate(only.certificate()));
  }

  void accept(String assertion) {
    sandbox.applications().change(CLIENT_ID, it -> it.assertion(assertion));
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
