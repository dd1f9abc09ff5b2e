package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.net.http.HttpResponse;
import java.security.KeyPairGenerator;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RealmAssertionTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final TestCertificate RSA = TestCertificate.rsa("CN=rsa");
  private static final TestCertificate ELLIPTIC = TestCertificate.ec("CN=ec");

  private final SandboxClock clock = SandboxClock.at(NOW);
  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(
                SandboxApplication.builder("app")
                    .publicKey(RSA.certificate().getPublicKey())
                    .publicKey(ELLIPTIC.certificate().getPublicKey())
                    .build())
            .realm(SandboxRealm.builder("strict").signingAlgorithms("PS256").build())
            .start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private Assertions by(TestCertificate certificate, String algorithm) {
    return Assertions.by(
            certificate.privateKey(),
            algorithm,
            "app",
            Client.realmToken(sandbox, "demo").toString())
        .valid(NOW, NOW.plusSeconds(60));
  }

  private HttpResponse<String> post(String realm, String assertion) throws Exception {
    return client.post(Client.realmToken(sandbox, realm), Assertions.form("app", assertion));
  }

  private void accepted(Assertions assertion) throws Exception {
    HttpResponse<String> response = post("demo", assertion.sign());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private void refused(String why, String realm, String assertion) throws Exception {
    HttpResponse<String> response = post(realm, assertion);
    assertThat(response.statusCode()).isEqualTo(401);
    Map<String, Object> members = Json.read(response.body());
    assertThat(members)
        .containsOnlyKeys("error", "error_description")
        .containsEntry("error", "invalid_client");
    assertThat((String) members.get("error_description")).contains(why).doesNotContain("AADSTS");
  }

  private void refused(String why, Assertions assertion) throws Exception {
    refused(why, "demo", assertion.sign());
  }

  @Test
  void takesBareKeysOfBothKinds() throws Exception {
    accepted(by(RSA, "RS256"));
    accepted(by(RSA, "PS256"));
    accepted(by(ELLIPTIC, "ES256"));
  }

  @Test
  void takesCertificatesWithAndWithoutThumbprint() throws Exception {
    sandbox.applications().change("app", it -> it.clearKeys().certificate(ELLIPTIC.certificate()));

    accepted(by(ELLIPTIC, "ES256"));
    accepted(by(ELLIPTIC, "ES256").thumbprint(ELLIPTIC.certificate()));
    refused("not registered", by(ELLIPTIC, "ES256").thumbprint(RSA.certificate()));
  }

  @Test
  void ignoresThumbprintsWhereOnlyBareKeysAreRegistered() throws Exception {
    accepted(by(RSA, "PS256").thumbprint(RSA.certificate()));
  }

  @Test
  void takesTrustedSubjects() throws Exception {
    TestCertificate root = TestCertificate.builder("CN=root").ec().authority().build();
    TestCertificate leaf = TestCertificate.builder("CN=leaf").ec().issuer(root).build();
    sandbox
        .applications()
        .change("app", it -> it.clearKeys().trustedSubject("CN=leaf", root.certificate()));

    accepted(by(leaf, "ES256").chain(leaf.chain()));
    refused("invalid signature", by(ELLIPTIC, "ES256").chain(leaf.chain()));
  }

  @Test
  void refusesOtherKeys() throws Exception {
    refused("invalid signature", by(TestCertificate.ec("CN=other"), "ES256"));
  }

  @Test
  void refusesKeysThatWereTakenBack() throws Exception {
    sandbox
        .applications()
        .change("app", it -> it.clearKeys().publicKey(ELLIPTIC.certificate().getPublicKey()));

    refused("invalid signature", by(RSA, "RS256"));
    accepted(by(ELLIPTIC, "ES256"));
  }

  @Test
  void refusesAnAssertionThatWasUsed() throws Exception {
    String assertion = by(RSA, "RS256").sign();
    assertThat(post("demo", assertion).statusCode()).isEqualTo(200);

    refused("used before", "demo", assertion);
  }

  @Test
  void remembersUsedAssertionsUntilTheyEnd() throws Exception {
    accepted(by(RSA, "RS256").claim("jti", "same"));
    clock.advance(Duration.ofSeconds(359));
    refused("used before", by(RSA, "RS256").claim("jti", "same").claim("exp", exp(400)));
    clock.advance(Duration.ofSeconds(2));

    accepted(by(RSA, "RS256").claim("jti", "same").claim("exp", exp(400)));
  }

  private static long exp(int seconds) {
    return NOW.plusSeconds(seconds).getEpochSecond();
  }

  @Test
  void anAssertionThatWasRefusedIsNotUsed() throws Exception {
    refused("audience", by(RSA, "RS256").claim("jti", "same").claim("aud", "elsewhere"));

    accepted(by(RSA, "RS256").claim("jti", "same"));
  }

  @Test
  void refusesAnAssertionWithoutId() throws Exception {
    refused("'jti'", by(RSA, "RS256").claim("jti", null));
  }

  @Test
  void takesAUsedAssertionWhereTheApplicationSaysSo() throws Exception {
    sandbox.applications().change("app", it -> it.singleUseAssertions(false));
    Assertions assertion = by(RSA, "RS256").claim("jti", null);

    accepted(assertion);
    accepted(assertion);
  }

  @Test
  void refusesTheIssuerAsAudience() throws Exception {
    refused("audience", by(RSA, "RS256").claim("aud", sandbox.oidcAuthority("demo").toString()));
  }

  @Test
  void refusesTheAudienceOfAnotherRealm() throws Exception {
    refused("audience", "other", by(RSA, "RS256").sign());
  }

  @Test
  void refusesAnotherSender() throws Exception {
    refused("'client_id'", by(RSA, "RS256").claim("iss", "other"));
  }

  @Test
  void refusesAnExpiredOne() throws Exception {
    refused(
        "valid time range", by(RSA, "RS256").valid(NOW.minusSeconds(900), NOW.minusSeconds(300)));
  }

  @Test
  void takesOnlyTheAlgorithmsThatItsMetadataLists() throws Exception {
    Assertions assertion =
        by(RSA, "RS256").claim("aud", Client.realmToken(sandbox, "strict").toString());
    refused("'RS256' is not a supported signature algorithm", "strict", assertion.sign());

    assertThat(post("strict", assertion.header("alg", "PS256").sign()).statusCode()).isEqualTo(200);
    assertThat(algorithms("strict")).isEqualTo(List.of("PS256"));
    assertThat(algorithms("demo")).isEqualTo(List.of("RS256", "PS256", "ES256"));
  }

  private Object algorithms(String realm) throws Exception {
    return Json.read(
            client.get(sandbox.oidcAuthority(realm), "/.well-known/openid-configuration").body())
        .get("token_endpoint_auth_signing_alg_values_supported");
  }

  @Test
  void registersKeysOfTwoKindsOnly() throws Exception {
    var key = KeyPairGenerator.getInstance("Ed25519").generateKeyPair().getPublic();

    assertThatThrownBy(() -> SandboxApplication.builder("app").publicKey(key))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("RSA or EC");
  }
}
