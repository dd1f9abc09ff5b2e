package dev.latchkey.examples;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/**
 * A program that proves its identity by a certificate, and goes on when the certificate is replaced
 * under it.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=CertificateDaemon}.
 */
public final class CertificateDaemon {

  private static final String CLIENT_ID = "nightly-report";

  private CertificateDaemon() {}

  /**
   * Gets a token before and after the certificate is replaced.
   *
   * @param args not used
   * @throws IOException if the key files cannot be written
   */
  public static void main(String[] args) throws IOException {
    Path folder = Files.createTempDirectory("certificate-daemon");
    TestCertificate first = TestCertificate.rsa("CN=nightly-report");
    try (Sandbox sandbox =
        Sandbox.builder()
            .application(
                SandboxApplication.builder(CLIENT_ID).certificate(first.certificate()).build())
            .start()) {
      write(folder, first);
      run(folder, sandbox);
    } finally {
      Files.delete(folder.resolve("key.pem"));
      Files.delete(folder.resolve("certificate.pem"));
      Files.delete(folder);
    }
  }

  private static void run(Path folder, Sandbox sandbox) throws IOException {
    KeySource key =
        KeySource.pem(folder.resolve("key.pem")).certificate(folder.resolve("certificate.pem"));
    ConfidentialClient app =
        ConfidentialClient.builder(CLIENT_ID, ClientCredential.certificate(key))
            .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
            .http(towards(sandbox)) // a real daemon leaves out this line
            .build();
    try (app) {
      ClientRequest request = ClientRequest.of("https://graph.microsoft.com/.default");
      tell("with the first certificate", app.acquireForClient(request), sandbox);

      TestCertificate second = TestCertificate.rsa("CN=nightly-report");
      sandbox
          .applications()
          .change(CLIENT_ID, it -> it.clearKeys().certificate(second.certificate()));
      write(folder, second);
      tell("after it was replaced", app.acquireForClient(request.forceRefresh(true)), sandbox);
    }
  }

  private static void tell(String when, TokenResult token, Sandbox sandbox) {
    System.out.printf(
        "%-26s %s, signed with %s%n",
        when,
        token.source(),
        sandbox.requests().tokens().stream()
            .reduce((one, next) -> next)
            .flatMap(request -> request.clientAssertion())
            .map(assertion -> assertion.header().get("alg"))
            .orElse("nothing"));
  }

  private static void write(Path folder, TestCertificate certificate) throws IOException {
    Files.writeString(folder.resolve("key.pem"), certificate.keyPem());
    Files.writeString(folder.resolve("certificate.pem"), certificate.certificatePem());
  }

  private static HttpSettings towards(Sandbox sandbox) {
    return HttpSettings.defaults()
        .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
        .connectTo(
            Map.of(
                new HostAndPort("login.microsoftonline.com", 443),
                new HostAndPort("127.0.0.1", sandbox.address().getPort())));
  }
}
