package dev.latchkey.examples;

import dev.latchkey.application.request.AuthCodeCompletion;
import dev.latchkey.application.request.AuthCodeFlowRequest;
import dev.latchkey.application.request.AuthResponse;
import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.scheme.DpopScheme;
import dev.latchkey.domain.scheme.MutualTlsScheme;
import dev.latchkey.domain.scheme.SignedRequestScheme;
import dev.latchkey.domain.scheme.SshCertificateScheme;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.SandboxUser;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLContext;

/**
 * One protected call with each way to bind a token to a key, and one after a sign-in;
 * docs/proof-of-possession.md quotes the first.
 *
 * <p>Run it from the root of the project: {@code mvn -q -pl examples -am compile
 * -Dexample=BoundTokens}.
 */
public final class BoundTokens {

  private static final String CLIENT_ID = "order-service";
  private static final String PROGRAM_ID = "order-program";
  private static final String PERSON = "mira@contoso.example";
  private static final URI BACK = URI.create("https://app.example/back");
  private static final TestCertificate CERTIFICATE = TestCertificate.rsa("CN=order-service");

  private static final String JWK =
      "{\"kty\":\"RSA\",\"n\":\"uRKsqc4Z2gxkT5gQt4EMRrf5hxAJmOLEjrOpzmojsVdR\",\"e\":\"AQAB\"}";

  private final Sandbox sandbox;
  private final URI resource;

  private BoundTokens(Sandbox sandbox) {
    this.sandbox = sandbox;
    this.resource = sandbox.resource().uri();
  }

  /**
   * Calls the resource with each scheme.
   *
   * @param args not used
   * @throws IOException if the resource cannot be reached
   * @throws InterruptedException if the thread was interrupted
   */
  public static void main(String[] args) throws IOException, InterruptedException {
    try (Sandbox sandbox =
        Sandbox.builder()
            .host("mtlsauth.microsoft.com")
            .application(
                SandboxApplication.builder(CLIENT_ID)
                    .secret("s3cret")
                    .certificate(CERTIFICATE.certificate())
                    .build())
            .application(
                SandboxApplication.builder(PROGRAM_ID)
                    .publicClient(true)
                    .redirectUri(BACK.toString())
                    .build())
            .user(SandboxUser.builder(PERSON).build())
            .start()) {
      BoundTokens example = new BoundTokens(sandbox);
      example.signedRequest();
      example.dpop();
      example.mutualTls();
      example.sshCertificate();
      example.signIn();
    }
  }

  private void signedRequest() throws IOException, InterruptedException {
    HttpClient http = http(sandbox.sslContext());
    try (ConfidentialClient app = entra(ClientCredential.secret("s3cret"))) {
      tell("signed request", signedRequest(app, http, resource));
    }
  }

  private static int signedRequest(ConfidentialClient app, HttpClient http, URI orders)
      throws IOException, InterruptedException {
    // once, at start-up
    ClientRequest request =
        ClientRequest.of("api://sandbox-resource/.default")
            .authScheme(SignedRequestScheme.create());

    // on every call: the token comes from the cache, the signature is made for this request
    TokenResult token = app.acquireForClient(request);
    HttpRequest.Builder call = HttpRequest.newBuilder(orders);
    token.headersFor("GET", orders).forEach(call::header);
    return http.send(call.build(), BodyHandlers.discarding()).statusCode();
  }

  private void dpop() throws IOException, InterruptedException {
    try (ConfidentialClient app =
        ConfidentialClient.builder(CLIENT_ID, ClientCredential.secret("s3cret"))
            .authority(Authority.oidc(sandbox.oidcAuthority("demo")))
            .http(settings())
            .build()) {
      ClientRequest request =
          ClientRequest.of("orders")
              .extraParameters(Map.of("resource", "api://sandbox-resource"))
              .authScheme(DpopScheme.create());
      tell("DPoP", call(app.acquireForClient(request), sandbox.sslContext()));
    }
  }

  private void mutualTls() throws IOException, InterruptedException {
    KeySource key = KeySource.of(CERTIFICATE.privateKey(), CERTIFICATE.chain());
    try (ConfidentialClient app = entra(ClientCredential.certificate(key))) {
      ClientRequest request =
          ClientRequest.of("api://sandbox-resource/.default")
              .authScheme(MutualTlsScheme.CLIENT_CERTIFICATE);
      TokenResult token = app.acquireForClient(request);
      // The resource is called with the same certificate; token.bindingCertificate() tells which.
      tell("mutual TLS", call(token, sandbox.sslContext(CERTIFICATE)));
    }
  }

  // No HTTP call: the certificate goes to SSH.
  private void sshCertificate() {
    try (ConfidentialClient app = entra(ClientCredential.secret("s3cret"))) {
      ClientRequest request =
          ClientRequest.of("https://pas.windows.net/CheckMyAccess/Linux/.default")
              .authScheme(new SshCertificateScheme(JWK, "laptop"));
      System.out.println("SSH: " + app.acquireForClient(request).tokenType());
    }
  }

  // The code is no use without the key, and neither is the refresh token.
  private void signIn() throws IOException, InterruptedException {
    DpopScheme scheme = DpopScheme.create();
    try (PublicClient app =
        PublicClient.builder(PROGRAM_ID)
            .authority(Authority.oidc(sandbox.oidcAuthority("demo")))
            .http(settings())
            .build()) {
      PendingAuthCodeFlow flow =
          app.beginAuthCodeFlow(
              AuthCodeFlowRequest.of(List.of())
                  .redirectUri(BACK)
                  .extraParameters(Map.of("resource", "api://sandbox-resource"))
                  .authScheme(scheme));
      AuthResponse answer =
          AuthResponse.ofParameters(sandbox.signIn(flow.authUri(), PERSON).parameters());
      TokenResult token =
          app.completeAuthCodeFlow(
              AuthCodeCompletion.of(flow.saved().reveal(), answer).authScheme(scheme));
      tell("sign-in", call(token, sandbox.sslContext()));
    }
  }

  private int call(TokenResult token, SSLContext tls) throws IOException, InterruptedException {
    HttpRequest.Builder call = HttpRequest.newBuilder(resource);
    token.headersFor("GET", resource).forEach(call::header);
    return http(tls).send(call.build(), BodyHandlers.discarding()).statusCode();
  }

  private static void tell(String scheme, int status) {
    System.out.println(scheme + ": " + status);
  }

  private static HttpClient http(SSLContext tls) {
    return HttpClient.newBuilder().sslContext(tls).build();
  }

  private ConfidentialClient entra(ClientCredential credential) {
    return ConfidentialClient.builder(CLIENT_ID, credential)
        .authority(Authority.entra(Cloud.PUBLIC, "contoso.onmicrosoft.com"))
        .http(settings()) // a real program leaves out this line
        .build();
  }

  private HttpSettings settings() {
    HostAndPort here = new HostAndPort("127.0.0.1", sandbox.address().getPort());
    return HttpSettings.defaults()
        .trust(Trust.certificates(List.of(sandbox.certificateAuthority())))
        .connectTo(
            Map.of(
                new HostAndPort(Cloud.PUBLIC.host(), 443), here,
                new HostAndPort("mtlsauth.microsoft.com", 443), here));
  }
}
