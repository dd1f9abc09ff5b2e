package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.credential.KeySource;
import dev.latchkey.domain.credential.Passphrase;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.credential.SigningAlgorithm;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.sandbox.RecordedAssertion;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.crypto.CertificateThumbprint;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpTransport;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.IntStream;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is sent for certificate credentials; the sandbox verifies each assertion for real. */
class CertificateIT {

  private static final TestCertificate RSA = TestCertificate.rsa("CN=daemon");
  private static final String SHA1 =
      CertificateThumbprint.of(CertificateThumbprint.Kind.SHA1, RSA.certificate()).hex();

  private final Daemon daemon = new Daemon(RSA);

  @TempDir private Path folder;

  @AfterEach
  void close() {
    daemon.close();
  }

  private static KeySource key() {
    return KeySource.of(RSA.privateKey(), List.of(RSA.certificate()));
  }

  private static KeySource keyAlone() {
    return KeySource.pem(Secret.of(RSA.keyPem()));
  }

  private Path file(String name, String text) throws IOException {
    return Files.writeString(folder.resolve(name), text);
  }

  @Test
  @Tag("S-023")
  @Tag("W-19")
  void aKeyWithAnSha1ThumbprintSignsWithRs256() {
    daemon.token(ClientCredential.certificate(keyAlone()).thumbprint(SHA1));

    assertThat(daemon.assertion().header())
        .containsEntry("alg", "RS256")
        .containsEntry("typ", "JWT")
        .containsEntry("x5t", base64Url(SHA1))
        .doesNotContainKeys("x5c", "x5t#S256", "kid");
    assertThat(daemon.house.tokenRequests().get(0).form())
        .containsEntry(
            "client_assertion_type",
            List.of("urn:ietf:params:oauth:client-assertion-type:jwt-bearer"))
        .containsEntry("client_id", List.of(House.CLIENT_ID))
        .doesNotContainKey("client_secret");
  }

  @Test
  @Tag("S-023")
  void aThumbprintMayHaveColonsAndCapitals() {
    String portal = SHA1.toUpperCase(Locale.ROOT).replaceAll("(..)(?!$)", "$1:");

    daemon.token(ClientCredential.certificate(keyAlone()).thumbprint(portal));

    assertThat(daemon.assertion().header()).containsEntry("x5t", base64Url(SHA1));
  }

  @Test
  @Tag("W-19")
  void aKeyWithItsCertificateSignsWithPs256AndNamesItBySha256() {
    daemon.token(ClientCredential.certificate(key()));

    assertThat(daemon.assertion().header())
        .containsEntry("alg", "PS256")
        .containsEntry(
            "x5t#S256",
            CertificateThumbprint.of(CertificateThumbprint.Kind.SHA256, RSA.certificate()).value())
        .doesNotContainKeys("x5c", "x5t");
  }

  @Test
  @Tag("S-024")
  void aPemFileWithKeyAndCertificateIsEnough() throws IOException {
    Path pem = file("daemon.pem", RSA.keyPem() + RSA.certificatePem());

    daemon.token(ClientCredential.certificate(KeySource.pem(pem)));

    assertThat(daemon.assertion().header()).containsEntry("alg", "PS256");
  }

  @Test
  @Tag("S-024")
  void keyAndCertificateMayLieInTwoFiles() throws IOException {
    Path key = file("daemon.key", RSA.keyPem());
    Path certificate = file("daemon.crt", RSA.certificatePem());

    daemon.token(ClientCredential.certificate(KeySource.pem(key).certificate(certificate)));

    assertThat(daemon.assertion().header()).containsEntry("alg", "PS256");
  }

  @Test
  @Tag("S-026")
  void anEncryptedKeyOpensWithItsPassphraseWhichIsCleared() throws Exception {
    char[] passphrase = "correct horse".toCharArray();
    Path key = file("daemon.key", EncryptedPem.of(RSA.privateKey(), "correct horse".toCharArray()));

    daemon.token(
        ClientCredential.certificate(
            KeySource.pem(key)
                .certificate(RSA.certificatePem())
                .passphrase(Passphrase.of(passphrase))));

    assertThat(passphrase).containsOnly('\0');
  }

  @Test
  @Tag("S-027")
  void certificatesAreSentOnlyWhenAskedFor() throws CertificateEncodingException {
    daemon.token(ClientCredential.certificate(key()).sendChain(true));

    assertThat(daemon.assertion().header())
        .containsEntry("x5c", List.of(base64(RSA.certificate())))
        .containsKey("x5t#S256");
  }

  @Test
  @Tag("S-029")
  void theCertificateOfTheKeyComesFirstAndTheOthersKeepTheirOrder() throws Exception {
    TestCertificate root = TestCertificate.builder("CN=root").authority().build();
    TestCertificate between =
        TestCertificate.builder("CN=between").authority().issuer(root).build();
    TestCertificate leaf = TestCertificate.builder("CN=daemon").issuer(between).build();
    daemon
        .house
        .sandbox
        .applications()
        .change(House.CLIENT_ID, it -> it.certificate(leaf.certificate()));
    List<String> inOrder =
        List.of(
            base64(leaf.certificate()), base64(between.certificate()), base64(root.certificate()));

    daemon.token(
        ClientCredential.certificate(
                KeySource.pem(Secret.of(leaf.keyPem()))
                    .certificate(
                        leaf.certificatePem() + between.certificatePem() + root.certificatePem()))
            .sendChain(true));
    assertThat(daemon.assertion().header()).containsEntry("x5c", inOrder);

    daemon.token(
        ClientCredential.certificate(
                KeySource.pem(Secret.of(leaf.keyPem()))
                    .certificate(
                        between.certificatePem() + leaf.certificatePem() + root.certificatePem()))
            .sendChain(true));
    assertThat(daemon.assertion().header()).containsEntry("x5c", inOrder);
  }

  @Test
  @Tag("S-030")
  void theLeafAloneGivesOneElement() throws CertificateEncodingException {
    daemon.token(
        ClientCredential.certificate(
                KeySource.pem(Secret.of(RSA.keyPem())).certificate(RSA.certificatePem()))
            .sendChain(true));

    assertThat(daemon.assertion().header())
        .containsEntry("x5c", List.of(base64(RSA.certificate())));
  }

  @Test
  @Tag("S-028")
  void withTheChainSentAnotherCertificateOfTheSameSubjectNeedsNoRegistration() {
    TestCertificate issuer = TestCertificate.builder("CN=issuer").authority().build();
    TestCertificate first = TestCertificate.builder("CN=by-name").issuer(issuer).build();
    TestCertificate second = TestCertificate.builder("CN=by-name").issuer(issuer).build();
    daemon
        .house
        .sandbox
        .applications()
        .change(
            House.CLIENT_ID,
            it -> it.clearKeys().trustedSubject("CN=by-name", issuer.certificate()));

    for (TestCertificate one : List.of(first, second)) {
      daemon.token(
          ClientCredential.certificate(KeySource.of(one.privateKey(), one.chain()))
              .sendChain(true));
      assertThat(daemon.assertion().header().get("x5c"))
          .asInstanceOf(InstanceOfAssertFactories.LIST)
          .first()
          .isEqualTo(encoded(one));
    }
  }

  @Test
  @Tag("S-032")
  void aPfxFileOpensWithAndWithoutPassphrase() throws IOException {
    Path open = Files.write(folder.resolve("open.pfx"), RSA.pfx(new char[0]));
    Path locked = Files.write(folder.resolve("locked.pfx"), RSA.pfx("hush".toCharArray()));

    daemon.token(ClientCredential.certificate(KeySource.pfx(open)));
    daemon.token(
        ClientCredential.certificate(
            KeySource.pfx(locked).passphrase(Passphrase.of("hush".toCharArray()))));

    assertThat(daemon.assertions())
        .hasSize(2)
        .allSatisfy(it -> assertThat(it.header()).containsEntry("alg", "PS256"));
  }

  @Test
  @Tag("S-034")
  void aPfxFileSendsItsCertificateOnlyWhenAskedFor() throws Exception {
    Path pfx = Files.write(folder.resolve("daemon.pfx"), RSA.pfx("hush".toCharArray()));
    KeySource key = KeySource.pfx(pfx).passphrase(Passphrase.from("hush"::toCharArray));

    daemon.token(ClientCredential.certificate(key));
    assertThat(daemon.assertion().header()).doesNotContainKey("x5c");

    daemon.token(ClientCredential.certificate(key).sendChain(true));
    assertThat(daemon.assertion().header())
        .containsEntry("x5c", List.of(base64(RSA.certificate())));
  }

  @Test
  @Tag("S-037")
  @Tag("S-038")
  @Tag("S-039")
  @Tag("S-040")
  @Tag("S-041")
  @Tag("S-042")
  void theSixClaimsHaveTheirDefaultsAndThereIsNoOther() {
    daemon.token(ClientCredential.certificate(key()).signEachTime(true));
    daemon.token(ClientCredential.certificate(key()).signEachTime(true));

    long now = daemon.clock.instant().getEpochSecond();
    assertThat(daemon.assertions())
        .hasSize(2)
        .allSatisfy(
            assertion ->
                assertThat(numbersAsLong(assertion.claims()))
                    .containsOnlyKeys("aud", "iss", "sub", "exp", "iat", "jti")
                    .containsEntry(
                        "aud",
                        "https://login.microsoftonline.com/"
                            + tenantOf(assertion)
                            + "/oauth2/v2.0/token")
                    .containsEntry("iss", House.CLIENT_ID)
                    .containsEntry("sub", House.CLIENT_ID)
                    .containsEntry("iat", now)
                    .containsEntry("exp", now + 600));
    Set<String> ids = new HashSet<>();
    daemon
        .assertions()
        .forEach(it -> ids.add(UUID.fromString((String) it.claims().get("jti")).toString()));
    assertThat(ids).hasSize(2);
  }

  // The endpoint is the one that discovery named, with the tenant as the service resolved it.
  private static String tenantOf(RecordedAssertion assertion) {
    return ((String) assertion.claims().get("aud")).replaceAll("https://[^/]+/([^/]+)/.*", "$1");
  }

  @Test
  @Tag("S-037")
  void theAudienceIsTheTokenEndpointThatTheRequestWentTo() {
    daemon.token(ClientCredential.certificate(key()));

    assertThat(daemon.assertion().claims())
        .containsEntry(
            "aud",
            "https://login.microsoftonline.com" + daemon.house.tokenRequests().get(0).path());
  }

  @Test
  @Tag("S-036")
  void claimsOfTheApplicationAreSignedAlong() {
    daemon.token(
        ClientCredential.certificate(key())
            .claims("{\"client_ip\":\"203.0.113.7\",\"nested\":{\"list\":[1,true,null]}}"));

    assertThat(daemon.assertion().claims())
        .containsEntry("client_ip", "203.0.113.7")
        .containsKeys("aud", "iss", "sub", "exp", "iat", "jti", "nested");
  }

  @Test
  @Tag("S-043")
  void eachDefaultCanBeOverridden() {
    long later = daemon.clock.instant().getEpochSecond() + 60;
    Map<String, String> own =
        Map.of(
            "aud", "\"https://other.example/token\"",
            "iss", "\"someone\"",
            "sub", "\"something\"",
            "exp", Long.toString(later),
            "iat", Long.toString(later - 90),
            "jti", "\"same-again\"");
    own.forEach(
        (name, value) -> {
          try (ConfidentialClient client =
              daemon
                  .client(
                      ClientCredential.certificate(key())
                          .claims("{\"" + name + "\":" + value + "}"))
                  .build()) {
            acquire(client);
          }
          Object sent = numbersAsLong(daemon.assertion().claims()).get(name);
          assertThat(String.valueOf(sent)).as(name).isEqualTo(value.replace("\"", ""));
        });
  }

  // The service may refuse what was overridden; what counts is what was sent.
  private static void acquire(ConfidentialClient client) {
    try {
      client.acquireForClient(Daemon.REQUEST);
    } catch (ServiceException e) {
      assertThat(e.error()).isPresent();
    }
  }

  @Test
  @Tag("W-37")
  void anAssertionIsUsedAgainUntilShortlyBeforeItsEndAndNeverAfter() {
    try (ConfidentialClient client = daemon.client(ClientCredential.certificate(key())).build()) {
      ClientRequest each = Daemon.REQUEST.forceRefresh(true);
      IntStream.range(0, 25).forEach(i -> client.acquireForClient(each));
      daemon.clock.advance(Duration.ofSeconds(539));
      IntStream.range(0, 25).forEach(i -> client.acquireForClient(each));
      assertThat(distinctAssertions()).isEqualTo(1);

      daemon.clock.advance(Duration.ofSeconds(1));
      client.acquireForClient(each);
      assertThat(distinctAssertions()).isEqualTo(2);

      daemon.clock.advance(Duration.ofHours(5));
      client.acquireForClient(each);
      assertThat(distinctAssertions()).isEqualTo(3);
    }
    assertThat(daemon.assertions())
        .zipSatisfy(
            daemon.house.tokenRequests(),
            (assertion, request) ->
                assertThat(((Number) assertion.claims().get("exp")).longValue())
                    .isGreaterThan(request.time().getEpochSecond()));
  }

  @Test
  @Tag("W-37")
  void aClockThatIsSetBackGetsANewAssertion() {
    try (ConfidentialClient client = daemon.client(ClientCredential.certificate(key())).build()) {
      client.acquireForClient(Daemon.REQUEST.forceRefresh(true));
      daemon.clock.set(daemon.clock.instant().minus(Duration.ofHours(1)));
      client.acquireForClient(Daemon.REQUEST.forceRefresh(true));
    }
    assertThat(distinctAssertions()).isEqualTo(2);
  }

  @Test
  void eachTenantGetsAnAssertionOfItsOwn() {
    try (ConfidentialClient client = daemon.client(ClientCredential.certificate(key())).build()) {
      client.acquireForClient(Daemon.REQUEST);
      client.acquireForClient(Daemon.REQUEST.tenant("fabrikam.onmicrosoft.com"));
    }
    assertThat(daemon.assertions())
        .extracting(it -> it.claims().get("aud"))
        .doesNotHaveDuplicates();
  }

  @Test
  void signingEachTimeIsASwitch() {
    try (ConfidentialClient client =
        daemon.client(ClientCredential.certificate(key()).signEachTime(true)).build()) {
      IntStream.range(0, 5)
          .forEach(i -> client.acquireForClient(Daemon.REQUEST.forceRefresh(true)));
    }
    assertThat(distinctAssertions()).isEqualTo(5);
  }

  @Test
  void theAlgorithmCanBeChosen() {
    daemon.token(ClientCredential.certificate(key()).algorithm(SigningAlgorithm.RS256));

    assertThat(daemon.assertion().header())
        .containsEntry("alg", "RS256")
        .containsEntry("x5t", base64Url(SHA1));
  }

  @ParameterizedTest
  @ValueSource(strings = {"https://adfs.example/adfs", "https://dsts.example/dstsv2/contoso"})
  void adfsAndDstsGetRs256WithX5t(String authority) {
    List<HttpRequest> sent = new ArrayList<>();
    HttpTransport service =
        (request, deadline, cancellation) -> {
          sent.add(request);
          String answer =
              request.method() == HttpRequest.Method.GET
                  ? "{\"token_endpoint\":\"" + authority + "/oauth2/token\"}"
                  : "{\"access_token\":\"t\",\"token_type\":\"Bearer\",\"expires_in\":3600}";
          return HttpResponse.of(200, HttpHeaders.none(), answer.getBytes(StandardCharsets.UTF_8));
        };
    try (ConfidentialClient client =
        ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.certificate(key()))
            .authority(Authority.parse(authority))
            .instanceDiscovery(false)
            .http(service)
            .clock(daemon.clock)
            .build()) {
      client.acquireForClient(Daemon.REQUEST);
    }
    String body = new String(sent.get(sent.size() - 1).body(), StandardCharsets.US_ASCII);
    String header = body.replaceAll("(?s).*client_assertion=([^.]+).*", "$1");
    assertThat(new String(Base64.getUrlDecoder().decode(header), StandardCharsets.UTF_8))
        .contains("\"alg\":\"RS256\"")
        .contains("\"x5t\":\"" + base64Url(SHA1) + "\"");
  }

  private long distinctAssertions() {
    return daemon.assertions().stream().map(RecordedAssertion::compact).distinct().count();
  }

  private static Map<String, Object> numbersAsLong(Map<String, Object> claims) {
    Map<String, Object> all = new TreeMap<>(claims);
    all.replaceAll((name, value) -> value instanceof Number number ? number.longValue() : value);
    return all;
  }

  private static String base64Url(String hex) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(HexFormat.of().parseHex(hex));
  }

  private static String base64(X509Certificate certificate) throws CertificateEncodingException {
    return Base64.getEncoder().encodeToString(certificate.getEncoded());
  }

  private static String encoded(TestCertificate certificate) {
    try {
      return base64(certificate.certificate());
    } catch (CertificateEncodingException e) {
      throw new AssertionError(e);
    }
  }
}
