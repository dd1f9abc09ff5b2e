package dev.latchkey.cli.demo;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.client.ClientBuilder;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.List;

/** Where scenes are played: the sandbox, one long-lived client, and the clock of both. */
final class Stage implements AutoCloseable {

  private static final String TENANT = "contoso.onmicrosoft.com";

  static final ClientRequest GRAPH = ClientRequest.of("https://graph.microsoft.com/.default");
  static final ClientRequest VAULT = ClientRequest.of("https://vault.azure.net/.default");
  static final String MIRA = "mira@" + TENANT;
  static final String PASSWORD = "password";
  static final List<String> MAIL = List.of("https://graph.microsoft.com/Mail.Read");
  static final URI CALLBACK = URI.create("https://shop.example/signed-in");
  static final String OWN_API = "api://shop/Orders.Read";
  static final Duration REFRESH_IN = Duration.ofMinutes(30);

  private static final String CLIENT_ID = "11111111-2222-3333-4444-555555555555";
  private static final String DESKTOP_ID = "66666666-7777-8888-9999-000000000000";
  // Everything that form encoding, Basic authentication or a shell has ever got wrong.
  private static final Secret CREDENTIAL = Secret.of("p+/=%&\u00e9 \u00fc~\"'\\<>:;#?@!$^*(){}|");

  private static final String BARE_REALM = "plant";

  private final TestCertificate certificate = TestCertificate.rsa("CN=demo");
  private final SandboxClock clock = SandboxClock.at(Instant.now().truncatedTo(ChronoUnit.SECONDS));
  private final Sandbox sandbox;
  private final String adapter;
  private final ConfidentialClient client;
  private final PublicClient desktop;

  Stage(Settings settings) {
    this.adapter = settings.adapter();
    this.sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(
                SandboxApplication.builder(CLIENT_ID)
                    .secret(CREDENTIAL.reveal())
                    .certificate(certificate.certificate())
                    .refreshIn(REFRESH_IN)
                    .redirectUri(CALLBACK.toString())
                    .identifierUri("api://shop")
                    .build())
            .application(
                SandboxApplication.builder(DESKTOP_ID)
                    .publicClient(true)
                    .redirectUri("http://localhost")
                    .deviceInterval(Duration.ofSeconds(1))
                    .refreshTokensRotate(true)
                    .build())
            .user(SandboxUser.builder(MIRA).homeTenant(TENANT).displayName("Mira").build())
            .realm(
                SandboxRealm.builder(BARE_REALM).authMethods("self_signed_tls_client_auth").build())
            .start();
    this.client = open(entra(), ClientCredential.secret(CREDENTIAL));
    PublicClient.Builder builder = common(PublicClient.builder(DESKTOP_ID), entra());
    if (settings.browser() != null) {
      builder.browserProgram(settings.browser());
    }
    this.desktop = builder.build();
  }

  private Authority entra() {
    return Authority.parse(sandbox.authority(TENANT).toString());
  }

  private ConfidentialClient open(Authority authority, ClientCredential credential) {
    return common(ConfidentialClient.builder(CLIENT_ID, credential), authority).build();
  }

  private <B extends ClientBuilder<B>> B common(B builder, Authority authority) {
    return builder
        .authority(authority)
        // Entra itself would be asked to vouch for this host; nothing leaves the machine.
        .instanceDiscovery(false)
        .clock(clock)
        .httpProvider(adapter)
        .http(
            HttpSettings.defaults()
                .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))));
  }

  ConfidentialClient client() {
    return client;
  }

  /** A program at the machine of the person. */
  PublicClient desktop() {
    return desktop;
  }

  /** The person signs in at the program, in the plainest way. */
  TokenResult signedIn(String... scopes) {
    return desktop.acquireByPassword(
        PasswordRequest.of(List.of(scopes), MIRA, PASSWORD.toCharArray()));
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
    desktop.close();
    client.close();
    sandbox.close();
  }
}
