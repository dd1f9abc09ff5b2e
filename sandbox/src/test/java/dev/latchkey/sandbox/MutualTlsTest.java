package dev.latchkey.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import com.nimbusds.jwt.SignedJWT;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.SSLSocketFactory;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MutualTlsTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String SUBJECT = "CN=daemon,O=Contoso";
  private static final TestCertificate ROOT =
      TestCertificate.builder("CN=root").ec().authority().build();
  private static final TestCertificate BETWEEN =
      TestCertificate.builder("CN=between").ec().authority().issuer(ROOT).build();
  private static final TestCertificate ISSUED =
      TestCertificate.builder(SUBJECT).ec().issuer(BETWEEN).build();
  private static final TestCertificate SELF_SIGNED = TestCertificate.ec("CN=daemon");

  private Sandbox sandbox;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(SandboxClock.at(NOW))
            .application(
                SandboxApplication.builder("issued")
                    .trustedSubject(SUBJECT, ROOT.certificate())
                    .secret("s3cret")
                    .build())
            .application(
                SandboxApplication.builder("own").certificate(SELF_SIGNED.certificate()).build())
            .realm(SandboxRealm.builder("secrets").authMethods("client_secret_basic").build())
            .realm(SandboxRealm.builder("issued-only").authMethods("tls_client_auth").build())
            .start();
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private URI alias(String realm) {
    return URI.create(sandbox.oidcAuthority(realm) + "/protocol/openid-connect/mtls/token");
  }

  private static Map<String, String> form(String... more) {
    Map<String, String> form = Client.form(more);
    form.put("grant_type", "client_credentials");
    return form;
  }

  private HttpResponse<String> post(TestCertificate shown, String clientId) throws Exception {
    return new Client(sandbox.sslContext(shown)).post(alias("demo"), form("client_id", clientId));
  }

  private void refused(String why, HttpResponse<String> response) {
    assertThat(response.statusCode()).isEqualTo(401);
    Map<String, Object> members = Json.read(response.body());
    assertThat(members).containsEntry("error", "invalid_client");
    assertThat((String) members.get("error_description")).contains(why);
  }

  @Test
  void takesCertificatesOfTheTrustedSubject() throws Exception {
    HttpResponse<String> response = post(ISSUED, "issued");

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    RecordedRequest request = sandbox.requests().tokens().get(0);
    assertThat(request.clientCertificate()).contains(ISSUED.certificate());
    assertThat(request.path()).isEqualTo("/realms/demo/protocol/openid-connect/mtls/token");
  }

  @Test
  void takesRegisteredSelfSignedCertificates() throws Exception {
    assertThat(post(SELF_SIGNED, "own").statusCode()).isEqualTo(200);
  }

  @Test
  void takesRsaCertificates() throws Exception {
    TestCertificate rsa = TestCertificate.rsa("CN=rsa");
    sandbox.applications().change("own", it -> it.certificate(rsa.certificate()));

    assertThat(post(rsa, "own").statusCode()).isEqualTo(200);
  }

  @Test
  void takesThemAtTheOrdinaryEndpointToo() throws Exception {
    HttpResponse<String> response =
        new Client(sandbox.sslContext(SELF_SIGNED))
            .post(Client.realmToken(sandbox, "demo"), form("client_id", "own"));

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void issuesTokensOfTheRealmAtTheAlias() throws Exception {
    var token =
        SignedJWT.parse((String) Json.read(post(ISSUED, "issued").body()).get("access_token"));

    assertThat(token.getJWTClaimsSet().getIssuer())
        .isEqualTo(sandbox.oidcAuthority("demo").toString());
  }

  @ParameterizedTest
  @ValueSource(strings = {"TLSv1.2", "TLSv1.3"})
  void remembersTheCertificateWhenATlsSessionIsResumed(String protocol) throws Exception {
    SSLSocketFactory factory = sandbox.sslContext(SELF_SIGNED).getSocketFactory();

    long first = connect(factory, protocol);
    long second = connect(factory, protocol);

    assertThat(second).as("time of the handshake").isEqualTo(first);
    assertThat(sandbox.requests().all())
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.clientCertificate()).contains(SELF_SIGNED.certificate()));
  }

  private long connect(SSLSocketFactory factory, String protocol) throws Exception {
    try (SSLSocket socket =
        (SSLSocket) factory.createSocket("localhost", sandbox.uri().getPort())) {
      socket.setSoTimeout((int) Client.PATIENCE.toMillis());
      socket.setEnabledProtocols(new String[] {protocol});
      socket
          .getOutputStream()
          .write(
              "GET / HTTP/1.1\r\nHost: localhost\r\nConnection: close\r\n\r\n".getBytes(US_ASCII));
      assertThat(socket.getInputStream().readAllBytes()).isNotEmpty();
      return socket.getSession().getCreationTime();
    }
  }

  @Test
  void refusesAnotherSubject() throws Exception {
    TestCertificate other = TestCertificate.builder("CN=other").ec().issuer(BETWEEN).build();

    refused("'CN=other' is refused: no trusted subject", post(other, "issued"));
  }

  @Test
  void refusesAnotherAuthority() throws Exception {
    TestCertificate namesake = TestCertificate.builder("CN=root").ec().authority().build();
    TestCertificate leaf = TestCertificate.builder(SUBJECT).ec().issuer(namesake).build();

    refused("no trusted subject", post(leaf, "issued"));
  }

  @Test
  void refusesExpiredCertificates() throws Exception {
    TestCertificate expired =
        TestCertificate.builder(SUBJECT).ec().expired().issuer(BETWEEN).build();
    refused("no trusted subject", post(expired, "issued"));

    TestCertificate own = TestCertificate.builder("CN=daemon").ec().expired().build();
    sandbox.applications().change("own", it -> it.certificate(own.certificate()));
    refused("expired", post(own, "own"));
  }

  @Test
  void refusesUnregisteredSelfSignedCertificates() throws Exception {
    refused("not registered", post(TestCertificate.ec("CN=daemon"), "own"));
  }

  @Test
  void refusesTheCertificateOfAnotherApplication() throws Exception {
    refused("not registered", post(SELF_SIGNED, "issued"));
    refused("no trusted subject", post(ISSUED, "own"));
  }

  @Test
  void certificatesAreRolledOverBetweenRequests() throws Exception {
    TestCertificate next = TestCertificate.ec("CN=daemon");
    sandbox.applications().change("own", it -> it.clearKeys().certificate(next.certificate()));

    refused("not registered", post(SELF_SIGNED, "own"));
    assertThat(post(next, "own").statusCode()).isEqualTo(200);
  }

  @Test
  void refusesClientsThatShowNone() throws Exception {
    HttpResponse<String> response =
        new Client(sandbox).post(alias("demo"), form("client_id", "own"));

    refused("client_assertion", response);
    assertThat(sandbox.requests().tokens().get(0).clientCertificate()).isEmpty();
  }

  @Test
  void needsTheClientId() throws Exception {
    HttpResponse<String> response =
        new Client(sandbox.sslContext(SELF_SIGNED)).post(alias("demo"), form());

    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(response.body()).contains("'client_id'");
  }

  @Test
  void refusesMethodsThatTheRealmDoesNotList() throws Exception {
    Client own = new Client(sandbox.sslContext(SELF_SIGNED));
    Client issued = new Client(sandbox.sslContext(ISSUED));

    refused(
        "self_signed_tls_client_auth is not supported",
        own.post(alias("issued-only"), form("client_id", "own")));
    refused(
        "tls_client_auth is not supported",
        issued.post(alias("secrets"), form("client_id", "issued")));
    assertThat(issued.post(alias("issued-only"), form("client_id", "issued")).statusCode())
        .isEqualTo(200);
  }

  @Test
  void looksAtTheSecretWhereOneComesToo() throws Exception {
    Client stranger = new Client(sandbox.sslContext(SELF_SIGNED));
    String header =
        "Basic "
            + Base64.getEncoder().encodeToString("issued:s3cret".getBytes(StandardCharsets.UTF_8));

    assertThat(
            stranger
                .post(alias("demo"), form("client_id", "issued", "client_secret", "s3cret"))
                .statusCode())
        .isEqualTo(200);
    assertThat(
            stranger
                .post(Client.realmToken(sandbox, "secrets"), form(), "Authorization", header)
                .statusCode())
        .isEqualTo(200);
  }

  @Test
  void certificatesAreNoProofAtTheEntraShape() throws Exception {
    HttpResponse<String> response =
        new Client(sandbox.sslContext(SELF_SIGNED))
            .post(
                Client.entraToken(sandbox, "contoso.example"),
                form("client_id", "own", "scope", "api://a/.default"));

    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Json.read(response.body())).containsEntry("error_codes", List.of(7000218L));
  }

  @Test
  void metadataNamesTheAliasWhereARealmTakesCertificates() throws Exception {
    assertThat(metadata("demo"))
        .containsEntry("mtls_endpoint_aliases", Map.of("token_endpoint", alias("demo").toString()));
    assertThat(metadata("issued-only")).containsKey("mtls_endpoint_aliases");
    assertThat(metadata("secrets")).doesNotContainKey("mtls_endpoint_aliases");
  }

  private Map<String, Object> metadata(String realm) throws Exception {
    return Json.read(
        new Client(sandbox)
            .get(sandbox.oidcAuthority(realm), "/.well-known/openid-configuration")
            .body());
  }
}
