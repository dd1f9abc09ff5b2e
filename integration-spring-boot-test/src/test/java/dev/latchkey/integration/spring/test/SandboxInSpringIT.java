package dev.latchkey.integration.spring.test;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.sandbox.TestCertificate;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.context.annotation.Configuration;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;

/** The properties of an application in production, and not a word about the sandbox. */
@SpringBootTest(
    properties = {
      "latchkey.clients.orders.client-id=orders-app",
      "latchkey.clients.orders.authority=https://login.microsoftonline.com/11111111-2222-3333-4444-555555555555",
      "latchkey.clients.orders.client-secret=s3cret",
      "latchkey.clients.nightly.client-id=nightly-app",
      "latchkey.clients.realm.client-id=realm-app",
      "latchkey.clients.realm.oidc-authority=https://id.example.com/realms/shop",
      "latchkey.clients.realm.client-secret=s3cret",
      "latchkey.clients.weekly.client-id=weekly-app",
      "latchkey.clients.weekly.certificate.ssl-bundle=weekly",
      "latchkey.clients.machine.kind=managed-identity",
      "latchkey.clients.machine.client-id=11112222-3333-4444-5555-666677778888",
      "latchkey.clients.desk.kind=public",
      "latchkey.clients.desk.client-id=desk-app"
    })
@AutoConfigureLatchkeySandbox
@DirtiesContext
class SandboxInSpringIT {

  private static final ClientRequest REQUEST = ClientRequest.of("api://orders/.default");

  @TempDir private static Path folder;

  @Configuration(proxyBeanMethods = false)
  @EnableAutoConfiguration
  static class Application {}

  @Autowired private Sandbox sandbox;
  @Autowired private SandboxClock clock;

  @Autowired
  @Qualifier("orders")
  private ConfidentialClient orders;

  @Autowired
  @Qualifier("nightly")
  private ConfidentialClient nightly;

  @Autowired
  @Qualifier("realm")
  private ConfidentialClient realm;

  @Autowired
  @Qualifier("weekly")
  private ConfidentialClient weekly;

  @Autowired private PublicClient desk;
  @Autowired private ManagedIdentityClient machine;
  @Autowired private AzureHost host;

  @DynamicPropertySource
  static void certificate(DynamicPropertyRegistry properties) {
    TestCertificate certificate = TestCertificate.rsa("CN=nightly");
    Path file = folder.resolve("nightly.pfx");
    try {
      Files.write(file, certificate.pfx("pass".toCharArray()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    properties.add("latchkey.clients.nightly.certificate.file", file::toString);
    properties.add("latchkey.clients.nightly.certificate.passphrase", () -> "pass");
    TestCertificate weekly = TestCertificate.rsa("CN=weekly");
    String bundle = "spring.ssl.bundle.pem.weekly.keystore.";
    properties.add(bundle + "certificate", weekly::certificatePem);
    properties.add(bundle + "private-key", weekly::keyPem);
  }

  @BeforeEach
  void letOldTokensExpire() {
    clock.advance(Duration.ofHours(2));
    sandbox.requests().clear();
  }

  @Test
  void clientKeepsItsTenantAndItsSecret() {
    orders.acquireForClient(REQUEST);

    RecordedRequest request = sandbox.requests().tokens().get(0);
    assertThat(request.path()).startsWith("/11111111-2222-3333-4444-555555555555/");
    assertThat(request.formParameter("client_id")).contains("orders-app");
    assertThat(request.formParameter("client_secret")).contains("s3cret");
  }

  @Test
  void certificateIsKnownToTheSandbox() {
    nightly.acquireForClient(REQUEST);

    assertThat(sandbox.requests().tokens().get(0).clientAssertion()).isPresent();
  }

  @Test
  void certificateOfABundleIsKnownToTheSandbox() {
    weekly.acquireForClient(REQUEST);

    assertThat(sandbox.requests().tokens().get(0).clientAssertion()).isPresent();
  }

  @Test
  void managedIdentityAsksAHostThatHasIt() {
    ResourceRequest request = ResourceRequest.of("https://vault.azure.net");
    machine.acquireForResource(request);
    clock.advance(Duration.ofHours(25));

    assertThat(machine.acquireForResource(request).source())
        .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(host.requests().all())
        .hasSize(2)
        .extracting(it -> it.queryParameter("client_id").orElse(""))
        .containsOnly("11112222-3333-4444-5555-666677778888");
  }

  @Test
  void issuerBecomesARealm() {
    realm.acquireForClient(ClientRequest.of("orders"));

    assertThat(sandbox.requests().tokens().get(0).path()).startsWith("/realms/realm/");
  }

  @Test
  void timePassesForClientsAndSandboxAlike() {
    orders.acquireForClient(REQUEST);
    assertThat(orders.acquireForClient(REQUEST).source()).isEqualTo(TokenSource.CACHE);

    clock.advance(Duration.ofHours(2));

    TokenResult later = orders.acquireForClient(REQUEST);
    assertThat(later.source()).isEqualTo(TokenSource.IDENTITY_PROVIDER);
    assertThat(later.expiresAt()).isAfter(clock.instant());
  }

  @Test
  void publicClientIsLedThereToo() {
    assertThat(desk.accounts()).isEmpty();
    assertThat(sandbox.applications().find("desk-app")).get().isNotNull();
    assertThat(sandbox.applications().all())
        .extracting(SandboxApplication::clientId)
        .contains("orders-app", "nightly-app", "realm-app", "desk-app");
  }
}
