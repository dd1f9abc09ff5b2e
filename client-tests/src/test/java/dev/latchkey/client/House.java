package dev.latchkey.client;

import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxBuilder;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.tck.ManualTimeSource;
import java.net.InetAddress;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/** A sandbox that stands for login.microsoftonline.com, and clients that believe it. */
final class House implements AutoCloseable {

  static final String CLIENT_ID = "3e2d1c0b-aaaa-4bbb-8ccc-d0d1d2d3d4d5";
  static final String SECRET = "s3cret+/=%&é and more";
  static final String SCOPE = "https://graph.microsoft.com/.default";

  final Sandbox sandbox;
  final ManualTimeSource time = new ManualTimeSource();

  House() {
    this(SandboxApplication.builder(CLIENT_ID).secret(SECRET).build());
  }

  House(SandboxApplication application) {
    this.sandbox = Sandbox.builder().application(application).start();
  }

  House(SandboxBuilder sandbox) {
    this.sandbox = sandbox.start();
  }

  static SandboxApplication.Builder application() {
    return SandboxApplication.builder(CLIENT_ID).secret(SECRET);
  }

  HttpSettings http() {
    HostAndPort here =
        new HostAndPort(
            InetAddress.getLoopbackAddress().getHostAddress(), sandbox.address().getPort());
    return HttpSettings.defaults()
        .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
        .connectTo(
            Map.of(
                new HostAndPort("login.microsoftonline.com", 443), here,
                new HostAndPort("login.example.net", 443), here,
                new HostAndPort("login.unknown.example", 443), here))
        .timeout(Duration.ofSeconds(10));
  }

  ConfidentialClient.Builder client() {
    return client(ClientCredential.secret(SECRET));
  }

  ConfidentialClient.Builder client(ClientCredential credential) {
    return options(ConfidentialClient.builder(CLIENT_ID, credential));
  }

  ConfidentialClient.Builder options(ConfidentialClient.Builder builder) {
    return builder
        .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
        .httpProvider("apache")
        .http(http())
        .timeSource(time);
  }

  List<RecordedRequest> tokenRequests() {
    return sandbox.requests().tokens();
  }

  int tokenCount() {
    return sandbox.requests().count(EndpointKind.TOKEN);
  }

  @Override
  public void close() {
    sandbox.close();
  }
}
