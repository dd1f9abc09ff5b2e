package dev.latchkey.sandbox;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.nimbusds.jwt.SignedJWT;
import java.net.Socket;
import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class EntraAssertionTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String TENANT = "9b8a7f6e-5d4c-4b3a-a291-665544332211";

  // RSA keys take long to make, and no test changes one.
  private static final TestCertificate ROOT =
      TestCertificate.builder("CN=root").ec().authority().build();
  private static final TestCertificate BETWEEN =
      TestCertificate.builder("CN=between").ec().authority().issuer(ROOT).build();
  private static final TestCertificate OWN = TestCertificate.rsa("CN=daemon");
  private static final TestCertificate OTHER = TestCertificate.rsa("CN=other");
  private static final TestCertificate ISSUED =
      TestCertificate.builder("CN=daemon,O=Contoso").issuer(BETWEEN).build();

  private final SandboxClock clock = SandboxClock.at(NOW);
  private Sandbox sandbox;
  private Client client;
  private String endpoint;

  @BeforeEach
  void start() {
    SandboxApplication app =
        SandboxApplication.builder("app").certificate(OWN.certificate()).build();
    sandbox = Sandbox.builder().clock(clock).application(app).start();
    client = new Client(sandbox);
    endpoint = Client.entraToken(sandbox, TENANT).toString();
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private void register(SandboxApplication.Builder builder) {
    sandbox.applications().add(builder.build());
  }

  private static SandboxApplication.Builder app() {
    return SandboxApplication.builder("app");
  }

  private Assertions bare(TestCertificate certificate) {
    return Assertions.by(certificate.privateKey(), "PS256", "app", endpoint)
        .valid(NOW, NOW.plusSeconds(600));
  }

  private Assertions good() throws Exception {
    return bare(OWN).thumbprint(OWN.certificate());
  }

  private HttpResponse<String> post(Map<String, String> form) throws Exception {
    return client.post(URI.create(endpoint), form);
  }

  private Map<String, Object> accepted(Assertions assertion) throws Exception {
    HttpResponse<String> response = post(Assertions.form("app", assertion.sign()));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    return Json.read(response.body());
  }

  private String refused(long code, Assertions assertion) throws Exception {
    return refused(code, Assertions.form("app", assertion.sign()));
  }

  private String refused(long code, Map<String, String> form) throws Exception {
    HttpResponse<String> response = post(form);
    Map<String, Object> members = Json.read(response.body());
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(members)
        .containsEntry("error", "invalid_client")
        .containsEntry("error_codes", List.of(code));
    String description = (String) members.get("error_description");
    assertThat(description).startsWith("AADSTS" + code + ": ");
    return description;
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS256", "PS256"})
  void takesBothRsaAlgorithms(String algorithm) throws Exception {
    Map<String, Object> answer = accepted(good().header("alg", algorithm));

    SignedJWT token = SignedJWT.parse((String) answer.get("access_token"));
    assertThat(token.getJWTClaimsSet().getStringClaim("azpacr")).isEqualTo("2");
  }

  @Test
  void refusesEllipticKeysAndSaysSo() throws Exception {
    TestCertificate elliptic = TestCertificate.ec("CN=daemon");
    register(app().certificate(elliptic.certificate()));

    assertThat(
            refused(
                5002738, bare(elliptic).header("alg", "ES256").thumbprint(elliptic.certificate())))
        .contains("'ES256' is not a supported signature algorithm", "RS256, PS256");
  }

  @Test
  void takesTheSha1Thumbprint() throws Exception {
    accepted(
        bare(OWN).header("x5t", Assertions.base64Url(Assertions.hash("SHA-1", OWN.certificate()))));
  }

  @Test
  void takesThumbprintsInEitherAlphabetWithPadding() throws Exception {
    byte[] hash = Assertions.hash("SHA-256", OWN.certificate());
    accepted(bare(OWN).header("x5t#S256", Base64.getUrlEncoder().encodeToString(hash)));
    String standard = Base64.getEncoder().encodeToString(hash);
    accepted(bare(OWN).header("x5t#S256", standard));

    assertThat(sandbox.requests().tokens().get(1).clientAssertion())
        .hasValueSatisfying(it -> assertThat(it.header()).containsEntry("x5t#S256", standard));
  }

  @Test
  void refusesAnUnregisteredThumbprint() throws Exception {
    assertThat(refused(700027, bare(OTHER).thumbprint(OTHER.certificate())))
        .contains("The key was not found")
        .contains(
            HexFormat.of()
                .withUpperCase()
                .formatHex(Assertions.hash("SHA-256", OTHER.certificate())));
  }

  @Test
  void refusesTwoThumbprintsOfDifferentCertificates() throws Exception {
    refused(
        700027,
        good().header("x5t", Assertions.base64Url(Assertions.hash("SHA-1", OTHER.certificate()))));
  }

  @Test
  void refusesAHeaderWithoutThumbprint() throws Exception {
    refused(700027, bare(OWN));
  }

  @Test
  void refusesAThumbprintThatIsNoBase64() throws Exception {
    refused(50027, bare(OWN).header("x5t#S256", "!"));
  }

  @Test
  void refusesASignatureByAnotherKey() throws Exception {
    assertThat(refused(700027, bare(OTHER).thumbprint(OWN.certificate())))
        .contains("signature value did not match");
  }

  @Test
  void refusesAChangedClaim() throws Exception {
    List<String> parts = Texts.split(good().sign(), '.');
    List<String> others = Texts.split(good().claim("extra", 1).sign(), '.');

    refused(
        700027, Assertions.form("app", parts.get(0) + "." + others.get(1) + "." + parts.get(2)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"RS384", "HS256", "none"})
  void refusesOtherAlgorithms(String algorithm) throws Exception {
    List<String> parts = Texts.split(good().sign(), '.');
    String header = Assertions.base64Url(Json.write(Map.of("alg", algorithm)).getBytes(UTF_8));

    refused(5002738, Assertions.form("app", header + "." + parts.get(1) + "." + parts.get(2)));
  }

  @Test
  void refusesCertificatesThatExpiredByItsClock() throws Exception {
    TestCertificate expired = TestCertificate.builder("CN=daemon").expired().build();
    register(app().certificate(expired.certificate()));

    assertThat(refused(700027, bare(expired).thumbprint(expired.certificate())))
        .contains("The key used is expired");
  }

  @Test
  void refusesBareKeys() throws Exception {
    register(app().publicKey(OWN.certificate().getPublicKey()));

    refused(700027, good());
  }

  @Test
  void refusesAssertionsWhereNothingIsRegistered() throws Exception {
    register(app());

    assertThat(refused(700027, good())).contains("no certificate and no key");
  }

  @ParameterizedTest
  @ValueSource(strings = {"a.b.c", "no-jwt", "W10.W10.AA", "e30.e30"})
  void refusesWhatIsNoJwt(String text) throws Exception {
    refused(50027, Assertions.form("app", text));
  }

  @ParameterizedTest
  @ValueSource(strings = {"iss", "sub"})
  void refusesAnotherSender(String claim) throws Exception {
    refused(700021, good().claim(claim, "somebody"));
    refused(700021, good().claim(claim, null));
  }

  @Test
  void refusesAClientIdThatIsNotTheSender() throws Exception {
    register(SandboxApplication.builder("second").certificate(OWN.certificate()));

    refused(700021, Assertions.form("second", good().sign()));
  }

  @Test
  void takesTheClientIdFromTheAssertion() throws Exception {
    assertThat(post(Assertions.form(null, good().sign())).statusCode()).isEqualTo(200);
  }

  @Test
  void takesTheIssuerAsAudience() throws Exception {
    accepted(good().claim("aud", sandbox.authority(TENANT) + "/v2.0"));
  }

  @Test
  void takesTheAudienceAsAListOfOne() throws Exception {
    accepted(good().claim("aud", List.of(endpoint)));
  }

  @Test
  void takesTheAudienceAtEveryHostOfTheCloud() throws Exception {
    String path = "/" + TENANT + "/oauth2/v2.0/token";
    Assertions central = good().claim("aud", "https://login.microsoftonline.com" + path);
    Assertions alias = good().claim("aud", "https://login.windows.net" + path);
    Assertions elsewhere = good().claim("aud", "https://login.microsoftonline.us" + path);
    String regional = "westus2.login.microsoft.com";

    assertThat(statusAt(regional, path, central)).isEqualTo(200);
    assertThat(statusAt("login.microsoftonline.com", path, alias)).isEqualTo(200);
    assertThat(statusAt(regional, path, elsewhere)).isEqualTo(401);
    assertThat(statusAt("localhost", path, central)).isEqualTo(401);
  }

  private int statusAt(String host, String path, Assertions assertion) throws Exception {
    String body = Client.encode(Assertions.form("app", assertion.sign()));
    // The JDK's client lets nobody choose the host header.
    try (Socket socket =
        sandbox
            .sslContext()
            .getSocketFactory()
            .createSocket(sandbox.address().getAddress(), sandbox.address().getPort())) {
      socket.setSoTimeout((int) Client.PATIENCE.toMillis());
      String head =
          "POST %s HTTP/1.1\r\nHost: %s\r\nConnection: close\r\nContent-Type: %s\r\nContent-Length: %d\r\n\r\n";
      socket
          .getOutputStream()
          .write(
              (head.formatted(path, host, Forms.MEDIA_TYPE, body.length()) + body)
                  .getBytes(US_ASCII));
      String answer = new String(socket.getInputStream().readAllBytes(), US_ASCII);
      return Integer.parseInt(answer.substring(9, 12));
    }
  }

  @ParameterizedTest
  @CsvSource({"/v2.0/", "/oauth2/v2.0/token/", "/oauth2/token", "''"})
  void refusesOtherAudiences(String path) throws Exception {
    refused(700023, good().claim("aud", sandbox.authority(TENANT) + path));
  }

  @Test
  void refusesSeveralAudiencesAndNone() throws Exception {
    refused(700023, good().claim("aud", List.of(endpoint, "https://other.example")));
    refused(700023, good().claim("aud", null));
  }

  @Test
  void allowsClocksToDifferByLessThanFiveMinutes() throws Exception {
    Duration almost = AssertionLifetime.SKEW.minusSeconds(1);
    accepted(good().valid(NOW.minusSeconds(900), NOW.minus(almost)));
    accepted(good().valid(NOW.plus(almost), NOW.plusSeconds(900)));
  }

  @Test
  void refusesAnExpiredAssertion() throws Exception {
    assertThat(refused(700024, good().valid(NOW.minusSeconds(900), NOW.minusSeconds(300))))
        .contains("Current time: 2030-01-01T00:00:00Z", "2029-12-31T23:55:00Z");
  }

  @Test
  void refusesAnAssertionBeforeItsTime() throws Exception {
    refused(700024, good().claim("nbf", NOW.plusSeconds(301).getEpochSecond()));
    refused(700024, good().claim("iat", NOW.plusSeconds(301).getEpochSecond()));
  }

  @Test
  void refusesAnAssertionWithoutEnd() throws Exception {
    assertThat(refused(50027, good().claim("exp", null))).contains("'exp'");
  }

  @Test
  void needsNeitherNbfNorIatNorJti() throws Exception {
    accepted(good().claim("nbf", null).claim("iat", null).claim("jti", null));
  }

  @Test
  void takesAnAssertionUntilItEnds() throws Exception {
    Map<String, String> form = Assertions.form("app", good().sign());
    assertThat(post(form).statusCode()).isEqualTo(200);
    assertThat(post(form).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofMinutes(15));
    refused(700024, form);
  }

  @Test
  void refusesAUsedAssertionWhereTheApplicationSaysSo() throws Exception {
    sandbox.applications().change("app", it -> it.singleUseAssertions(true));
    Map<String, String> form = Assertions.form("app", good().sign());
    assertThat(post(form).statusCode()).isEqualTo(200);

    assertThat(refused(50027, form)).contains("used before");
  }

  @Test
  void refusesAnotherAssertionType() throws Exception {
    Map<String, String> form = Assertions.form("app", good().sign());
    form.put("client_assertion_type", "urn:ietf:params:oauth:client-assertion-type:jwt-pop");
    refused(700027, form);
  }

  @Test
  void asksForTheAssertionType() throws Exception {
    Map<String, String> form = Assertions.form("app", good().sign());
    form.remove("client_assertion_type");

    HttpResponse<String> response = post(form);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.read(response.body())).containsEntry("error_codes", List.of(900144L));
  }

  @Test
  void certificatesAreRolledOverBetweenRequests() throws Exception {
    accepted(good());

    sandbox.applications().change("app", it -> it.clearKeys().certificate(OTHER.certificate()));

    refused(700027, good());
    accepted(bare(OTHER).thumbprint(OTHER.certificate()));
  }

  @Test
  void bothCertificatesAreGoodWhileTheyAreRolledOver() throws Exception {
    sandbox.applications().change("app", it -> it.certificate(OTHER.certificate()));

    accepted(good());
    accepted(bare(OTHER).thumbprint(OTHER.certificate()));
  }

  @Test
  void changesOnlyWhatItKnows() {
    assertThatThrownBy(() -> sandbox.applications().change("nobody", it -> it.secret("s")))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("nobody");
  }

  @Test
  void takesAnyLeafOfATrustedSubject() throws Exception {
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));

    accepted(bare(ISSUED).thumbprint(ISSUED.certificate()).chain(ISSUED.chain()));
    accepted(bare(ISSUED).chain(ISSUED.chain().subList(0, 2)));
  }

  @Test
  void takesTheLeafAloneWhereItsOwnIssuerIsTrusted() throws Exception {
    register(app().trustedSubject("CN=daemon,O=Contoso", BETWEEN.certificate()));

    accepted(bare(ISSUED).chain(ISSUED.chain().subList(0, 1)));
    accepted(bare(ISSUED).chain(ISSUED.chain()));
  }

  @Test
  void refusesAnUntrustedSubject() throws Exception {
    register(app().trustedSubject("CN=daemon", ROOT.certificate()));

    assertThat(refused(700027, bare(ISSUED).chain(ISSUED.chain())))
        .contains("'CN=daemon,O=Contoso'");
  }

  @Test
  void refusesAnUntrustedIssuer() throws Exception {
    TestCertificate namesake = TestCertificate.builder("CN=root").ec().authority().build();
    register(app().trustedSubject("CN=daemon,O=Contoso", namesake.certificate()));

    refused(700027, bare(ISSUED).chain(ISSUED.chain()));
  }

  @Test
  void refusesAChainWithAGap() throws Exception {
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));

    refused(700027, bare(ISSUED).chain(ISSUED.chain().subList(0, 1)));
  }

  @Test
  void refusesAChainInTheWrongOrder() throws Exception {
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));

    refused(700027, bare(ISSUED).chain(List.of(BETWEEN.certificate(), ISSUED.certificate())));
  }

  @Test
  void refusesAnIssuerThatIsNoAuthority() throws Exception {
    TestCertificate leaf = TestCertificate.builder("CN=daemon,O=Contoso").issuer(ISSUED).build();
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));

    refused(700027, bare(leaf).chain(leaf.chain()));
  }

  @Test
  void refusesAnExpiredLeaf() throws Exception {
    TestCertificate leaf =
        TestCertificate.builder("CN=daemon,O=Contoso").expired().issuer(BETWEEN).build();
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));

    refused(700027, bare(leaf).chain(leaf.chain()));
  }

  @Test
  void refusesAThumbprintThatIsNotTheLeafs() throws Exception {
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));

    refused(700027, bare(ISSUED).thumbprint(OTHER.certificate()).chain(ISSUED.chain()));
  }

  @Test
  void refusesAChainOfWhichItsSenderHasNoKey() throws Exception {
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));

    refused(700027, bare(OTHER).chain(ISSUED.chain()));
  }

  @Test
  void ignoresTheChainWhereNoSubjectIsTrusted() throws Exception {
    refused(700027, bare(ISSUED).thumbprint(ISSUED.certificate()).chain(ISSUED.chain()));
    accepted(good().chain(OWN.chain()));
  }

  @Test
  void refusesAChainThatIsNoCertificate() throws Exception {
    register(app().trustedSubject("CN=daemon,O=Contoso", ROOT.certificate()));
    String assertion = bare(ISSUED).chain(ISSUED.chain()).sign();
    List<String> parts = Texts.split(assertion, '.');
    for (Object x5c : List.of(List.of("AAAA"), List.of(), List.of("-"), "AAAA")) {
      String header =
          Assertions.base64Url(Json.write(Map.of("alg", "PS256", "x5c", x5c)).getBytes(UTF_8));
      refused(50027, Assertions.form("app", header + "." + parts.get(1) + "." + parts.get(2)));
    }
  }

  @Test
  void showsTheAssertionToTests() throws Exception {
    String sent = good().claim("client_ip", "203.0.113.7").sign();
    post(Assertions.form("app", sent));
    post(Assertions.form("app", "no-jwt"));
    client.get(sandbox.authority(TENANT), "/discovery/v2.0/keys");

    assertThat(sandbox.requests().tokens().get(0).clientAssertion())
        .hasValueSatisfying(
            it -> {
              assertThat(it.compact()).isEqualTo(sent);
              assertThat(it.header()).containsEntry("alg", "PS256").containsEntry("typ", "JWT");
              assertThat(it.claims())
                  .containsEntry("client_ip", "203.0.113.7")
                  .containsEntry("exp", NOW.plusSeconds(600).getEpochSecond());
              assertThat(it.toString()).doesNotContain("app");
            });
    assertThat(sandbox.requests().tokens().get(1).clientAssertion()).isEmpty();
    assertThat(sandbox.requests().all().get(2).clientAssertion()).isEmpty();
  }
}
