package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpResponse;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FederatedAssertionTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String ISSUER = "https://cluster.example";
  private static final String SUBJECT = "system:serviceaccount:shop:orders";
  private static final String AUDIENCE = "api://AzureADTokenExchange";
  private static final TestCertificate CLUSTER = TestCertificate.rsa("CN=cluster");
  private static final TestCertificate OWN = TestCertificate.rsa("CN=own");

  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(SandboxClock.at(NOW))
            .application(
                SandboxApplication.builder("app")
                    .federated(ISSUER, SUBJECT, AUDIENCE, CLUSTER.certificate().getPublicKey())
                    .build())
            .start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private static Assertions good() {
    return Assertions.by(CLUSTER.privateKey(), "RS256", SUBJECT, AUDIENCE)
        .claim("iss", ISSUER)
        .claim("jti", null)
        .valid(NOW, NOW.plusSeconds(3600));
  }

  private HttpResponse<String> post(URI endpoint, String assertion) throws Exception {
    return client.post(endpoint, Assertions.form("app", assertion));
  }

  private void accepted(Assertions assertion) throws Exception {
    HttpResponse<String> response =
        post(Client.entraToken(sandbox, "contoso.example"), assertion.sign());
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
  }

  private void refused(long code, Assertions assertion) throws Exception {
    refused(code, assertion.sign());
  }

  private void refused(long code, String assertion) throws Exception {
    HttpResponse<String> response = post(Client.entraToken(sandbox, "contoso.example"), assertion);
    assertThat(response.statusCode()).isEqualTo(401);
    assertThat(Json.read(response.body())).containsEntry("error_codes", List.of(code));
  }

  @Test
  void takesTheWordOfTheOtherIssuerAgainAndAgain() throws Exception {
    Assertions assertion = good();

    accepted(assertion);
    accepted(assertion);
  }

  @Test
  void takesAnAudienceAmongOthers() throws Exception {
    accepted(good().claim("aud", List.of("https://cluster.example", AUDIENCE)));
  }

  @Test
  void realmsTakeItToo() throws Exception {
    HttpResponse<String> response = post(Client.realmToken(sandbox, "demo"), good().sign());

    assertThat(response.statusCode()).isEqualTo(200);
  }

  @Test
  void refusesAnotherIssuer() throws Exception {
    refused(700211, good().claim("iss", ISSUER + "/"));
  }

  @Test
  void refusesAnotherSubject() throws Exception {
    refused(700213, good().claim("sub", SUBJECT + "s"));
  }

  @Test
  void refusesAnotherAudience() throws Exception {
    refused(700212, good().claim("aud", AUDIENCE.toLowerCase(Locale.ROOT)));
  }

  @Test
  void refusesAnotherKey() throws Exception {
    Assertions forged =
        Assertions.by(OWN.privateKey(), "RS256", SUBJECT, AUDIENCE)
            .claim("iss", ISSUER)
            .valid(NOW, NOW.plusSeconds(3600));
    refused(700027, forged);
  }

  @Test
  void refusesAnExpiredOne() throws Exception {
    refused(700024, good().valid(NOW.minusSeconds(3600), NOW.minusSeconds(300)));
  }

  @Test
  void refusesOtherAlgorithms() throws Exception {
    refused(5002738, good().header("alg", "RS512"));
  }

  @Test
  void refusesWhatIsNoJwt() throws Exception {
    refused(50027, "x");
  }

  @Test
  void leavesAssertionsOfTheApplicationsOwnToItsCertificates() throws Exception {
    Assertions own =
        Assertions.by(
                OWN.privateKey(),
                "RS256",
                "app",
                Client.entraToken(sandbox, "contoso.example").toString())
            .thumbprint(OWN.certificate())
            .valid(NOW, NOW.plusSeconds(600));
    refused(700027, own);

    sandbox.applications().change("app", it -> it.certificate(OWN.certificate()));

    accepted(own);
    accepted(good());
  }
}
