package dev.latchkey.integration.spring.test;

import dev.latchkey.client.ClientBuilder;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.integration.spring.LatchkeyProperties;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.util.List;
import java.util.Objects;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;

/** Makes clients and the sandbox known to each other. */
final class ToSandbox {

  private static final String TENANT = "contoso.onmicrosoft.com";

  private final LatchkeyProperties properties;
  private final Sandbox sandbox;
  private final SandboxClock clock;
  private final ObjectProvider<AzureHost> host;
  private final ObjectProvider<SslBundles> bundles;

  ToSandbox(
      LatchkeyProperties properties,
      Sandbox sandbox,
      SandboxClock clock,
      ObjectProvider<AzureHost> host,
      ObjectProvider<SslBundles> bundles) {
    this.properties = properties;
    this.sandbox = sandbox;
    this.clock = clock;
    this.host = host;
    this.bundles = bundles;
  }

  void lead(String name, ClientBuilder<?> builder) {
    LatchkeyProperties.Client client = Objects.requireNonNull(properties.clients().get(name), name);
    register(client);
    builder
        .authority(authority(name, client))
        .instanceDiscovery(false)
        .http(
            HttpSettings.defaults()
                .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))))
        .clock(clock);
  }

  void lead(ManagedIdentityClient.Builder builder) {
    HostMachine machine = new HostMachine(host.getObject());
    builder.environment(machine).files(machine).clock(clock);
  }

  private Authority authority(String name, LatchkeyProperties.Client client) {
    if (client.oidcAuthority() != null) {
      return Authority.oidc(sandbox.oidcAuthority(name));
    }
    String tenant = client.authority() == null ? TENANT : firstSegment(client.authority());
    return Authority.parse(sandbox.authority(tenant).toString());
  }

  // Tenants that stand for many have no tokens for an application itself, here as at Entra.
  private static String firstSegment(String authority) {
    String path = URI.create(authority).getPath();
    String[] segments = path.split("/", 3);
    return segments.length > 1 && !segments[1].isEmpty() ? segments[1] : TENANT;
  }

  // An application that the test has registered stays as it is.
  private void register(LatchkeyProperties.Client client) {
    String id = Objects.requireNonNull(client.clientId(), "client-id");
    if (sandbox.applications().find(id).isPresent()) {
      return;
    }
    SandboxApplication.Builder application = SandboxApplication.builder(id);
    if (client.kind() == LatchkeyProperties.Kind.PUBLIC) {
      application.publicClient(true);
    }
    if (client.clientSecret() != null) {
      application.secret(client.clientSecret().reveal());
    }
    if (client.certificate() != null) {
      CertificateFiles.read(client.certificate(), bundles::getObject)
          .forEach(application::certificate);
    }
    if (client.assertionFile() != null) {
      application.assertion(text(client));
    }
    sandbox.applications().add(application.build());
  }

  private static String text(LatchkeyProperties.Client client) {
    try {
      return Files.readString(Objects.requireNonNull(client.assertionFile())).strip();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
