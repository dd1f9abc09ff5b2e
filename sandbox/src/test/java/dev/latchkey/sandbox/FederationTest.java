package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FederationTest {

  private static final Instant NOW = Instant.parse("2030-01-01T00:00:00Z");
  private static final String TRUST_13 = "http://docs.oasis-open.org/ws-sx/ws-trust/200512";
  private static final String TRUST_2005 = "http://schemas.xmlsoap.org/ws/2005/02/trust";
  private static final String NO_PROOF =
      "http://schemas.xmlsoap.org/ws/2005/05/identity/NoProofKey";
  private static final String GRANT = "urn:ietf:params:oauth:grant-type:";

  private final SandboxClock clock = SandboxClock.at(NOW);
  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .clock(clock)
            .application(SandboxApplication.builder("app").secret("s3cret").build())
            .federatedUser(FederatedUser.of("mira@contoso.example", "p&ss"))
            .federatedUser(FederatedUser.of("žofie+x@contoso.example", "日本").saml2())
            .start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  // --- user realm

  private Map<String, Object> realm(String path) throws Exception {
    HttpResponse<String> response = client.get(sandbox.uri(), path);
    assertThat(response.statusCode()).isEqualTo(200);
    return Json.read(response.body());
  }

  @ParameterizedTest
  @CsvSource({
    "mira%40contoso.example, Federated",
    "Mira@contoso.example, Federated",
    "%C5%BEofie%2Bx%40contoso.example, Federated",
    "žofie+x@contoso.example, Federated",
    "somebody%40contoso.example, Managed",
    "somebody, Unknown"
  })
  void realmTellsWhoChecksThePassword(String user, String type) throws Exception {
    String path = URI.create("/common/userrealm/" + user + "?api-version=1.0").toASCIIString();

    assertThat(realm(path)).containsEntry("account_type", type).containsEntry("ver", "1.0");
    assertThat(sandbox.requests().count(EndpointKind.USER_REALM)).isEqualTo(1);
  }

  @Test
  void realmNamesTheFederationServer() throws Exception {
    assertThat(realm("/common/userrealm/mira%40contoso.example?api-version=1.0"))
        .containsEntry("federation_protocol", "WSTrust")
        .containsEntry("federation_metadata_url", sandbox.uri() + "/adfs/services/trust/mex")
        .containsEntry("cloud_audience_urn", "urn:federation:MicrosoftOnline");
  }

  @Test
  void realmWantsItsVersion() throws Exception {
    assertThat(client.get(sandbox.uri(), "/common/userrealm/a%40b").statusCode()).isEqualTo(400);
  }

  // --- description

  @Test
  void descriptionNamesBothVersions() throws Exception {
    HttpResponse<String> response = client.get(sandbox.uri(), "/adfs/services/trust/mex");

    assertThat(response.headers().firstValue("Content-Type")).contains("text/xml; charset=utf-8");
    assertThat(Xml.read(response.body()).getDocumentElement().getLocalName())
        .isEqualTo("definitions");
    assertThat(response.body())
        .contains(address("13").toString(), address("2005").toString())
        .contains(TRUST_13 + "/RST/Issue", TRUST_2005 + "/RST/Issue");
    assertThat(sandbox.requests().count(EndpointKind.FEDERATION_METADATA)).isEqualTo(1);
  }

  // --- WS-Trust

  private URI address(String version) {
    return URI.create(sandbox.uri() + "/adfs/services/trust/" + version + "/usernamemixed");
  }

  private static String namespace(String version) {
    return version.equals("13") ? TRUST_13 : TRUST_2005;
  }

  private String envelope(String version, String username, String password) {
    String trust = namespace(version);
    return """
        <s:Envelope xmlns:s="http://www.w3.org/2003/05/soap-envelope" xmlns:a="http://www.w3.org/2005/08/addressing" xmlns:u="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-utility-1.0.xsd">
        <s:Header><a:Action>%1$s/RST/Issue</a:Action><a:MessageID>urn:uuid:1</a:MessageID><a:To>%2$s</a:To>
        <o:Security xmlns:o="http://docs.oasis-open.org/wss/2004/01/oasis-200401-wss-wssecurity-secext-1.0.xsd">
        <u:Timestamp><u:Created>2030-01-01T00:00:00Z</u:Created><u:Expires>2030-01-01T00:10:00Z</u:Expires></u:Timestamp>
        <o:UsernameToken><o:Username>%3$s</o:Username><o:Password>%4$s</o:Password></o:UsernameToken></o:Security></s:Header>
        <s:Body><t:RequestSecurityToken xmlns:t="%1$s">
        <p:AppliesTo xmlns:p="http://schemas.xmlsoap.org/ws/2004/09/policy"><a:EndpointReference><a:Address>urn:federation:MicrosoftOnline</a:Address></a:EndpointReference></p:AppliesTo>
        <t:KeyType>%5$s</t:KeyType><t:RequestType>%1$s/Issue</t:RequestType></t:RequestSecurityToken></s:Body></s:Envelope>
        """
        .formatted(
            trust,
            address(version),
            username,
            password,
            version.equals("13") ? trust + "/Bearer" : NO_PROOF);
  }

  private HttpResponse<String> post(String version, String envelope) throws Exception {
    return client.send(
        HttpRequest.newBuilder(address(version))
            .timeout(Client.PATIENCE)
            .header("Content-Type", "application/soap+xml; charset=utf-8")
            .header("SOAPAction", namespace(version) + "/RST/Issue")
            .POST(HttpRequest.BodyPublishers.ofString(envelope))
            .build());
  }

  private void refused(String code, String version, String envelope) throws Exception {
    HttpResponse<String> response = post(version, envelope);
    assertThat(response.statusCode()).isEqualTo(500);
    assertThat(response.body()).contains(">a:" + code + "</s:Value>");
  }

  private String assertion(String version, String username, String password) throws Exception {
    HttpResponse<String> response = post(version, envelope(version, username, password));
    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    String body = response.body();
    String begin = "<t:RequestedSecurityToken>";
    return body.substring(
        body.indexOf(begin) + begin.length(), body.indexOf("</t:RequestedSecurityToken>"));
  }

  @ParameterizedTest
  @ValueSource(strings = {"13", "2005"})
  void wrongPasswordIsAFault(String version) throws Exception {
    refused("FailedAuthentication", version, envelope(version, "mira@contoso.example", "p"));
    refused(
        "FailedAuthentication", version, envelope(version, "nobody@contoso.example", "p&amp;ss"));
    assertThat(sandbox.requests().count(EndpointKind.WS_TRUST)).isEqualTo(2);
  }

  @Test
  void passwordNobodyEscapedIsNoXml() throws Exception {
    refused("InvalidRequest", "13", envelope("13", "mira@contoso.example", "p&ss"));
  }

  @Test
  void staleMessageIsRefused() throws Exception {
    clock.advance(Duration.ofMinutes(16));

    refused("InvalidSecurity", "13", envelope("13", "mira@contoso.example", "p&amp;ss"));
  }

  @Test
  void assertionsForOthersAreRefused() throws Exception {
    String envelope = envelope("13", "mira@contoso.example", "p&amp;ss");

    refused("InvalidScope", "13", envelope.replace(":MicrosoftOnline", ":Other"));
  }

  @ParameterizedTest
  @CsvSource({
    "RST/Issue<, RST/Renew<",
    "/Bearer, /SymmetricKey",
    "urn:uuid:1, 1",
    "usernamemixed, windowstransport",
    "<s:Envelope, <!DOCTYPE x><s:Envelope"
  })
  void malformedMessageIsRefused(String good, String bad) throws Exception {
    String envelope = envelope("13", "mira@contoso.example", "p&amp;ss");

    refused("InvalidRequest", "13", envelope.replace(good, bad));
  }

  @Test
  void onlyPostIsTaken() throws Exception {
    assertThat(client.get(address("13"), "").statusCode()).isEqualTo(405);
  }

  // --- grants

  private HttpResponse<String> redeem(String grant, String assertion) throws Exception {
    String encoded =
        Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(assertion.getBytes(StandardCharsets.UTF_8));
    return client.post(
        Client.entraToken(sandbox, "organizations"),
        Client.form(
            "grant_type", GRANT + grant,
            "assertion", encoded,
            "scope", "https://graph.microsoft.com/User.Read openid profile offline_access",
            "client_info", "1",
            "client_id", "app",
            "client_secret", "s3cret"));
  }

  private void refusedGrant(int code, String grant, String assertion) throws Exception {
    HttpResponse<String> response = redeem(grant, assertion);
    assertThat(response.statusCode()).isEqualTo(400);
    assertThat(Json.read(response.body()))
        .containsEntry("error", "invalid_grant")
        .containsEntry("error_codes", List.of((long) code));
  }

  @ParameterizedTest
  @CsvSource({
    "13, mira@contoso.example, p&amp;ss, saml1_1-bearer",
    "2005, mira@contoso.example, p&amp;ss, saml1_1-bearer",
    "13, žofie+x@contoso.example, 日本, saml2-bearer",
    "2005, žofie+x@contoso.example, 日本, saml2-bearer"
  })
  void assertionIsRedeemed(String version, String username, String password, String grant)
      throws Exception {
    HttpResponse<String> response = redeem(grant, assertion(version, username, password));

    assertThat(response.statusCode()).as(response.body()).isEqualTo(200);
    assertThat(Json.read(response.body()))
        .containsKeys("access_token", "client_info")
        .hasEntrySatisfying(
            "id_token",
            token -> {
              String payload = Texts.split((String) token, '.').get(1);
              String claims =
                  new String(Base64.getUrlDecoder().decode(payload), StandardCharsets.UTF_8);
              assertThat(Json.read(claims)).containsEntry("preferred_username", username);
            });
  }

  @Test
  void assertionOfTheOtherVersionIsRefused() throws Exception {
    refusedGrant(50008, "saml2-bearer", assertion("13", "mira@contoso.example", "p&amp;ss"));
  }

  @Test
  void changedAssertionIsRefused() throws Exception {
    String assertion = assertion("13", "mira@contoso.example", "p&amp;ss");

    refusedGrant(50006, "saml1_1-bearer", assertion.replace("mira@contoso", "other@contoso"));
    refusedGrant(50006, "saml1_1-bearer", assertion.replace(":MicrosoftOnline", ":Other"));
  }

  @Test
  void unsignedAssertionIsRefused() throws Exception {
    String assertion = assertion("13", "mira@contoso.example", "p&amp;ss");

    refusedGrant(
        50006, "saml1_1-bearer", assertion.replaceAll("(?s)<ds:Signature.*</ds:Signature>", ""));
  }

  @Test
  void signedAssertionInsideAnotherIsRefused() throws Exception {
    String assertion = assertion("13", "mira@contoso.example", "p&amp;ss");
    String wrapped =
        "<saml:Assertion xmlns:saml=\"urn:oasis:names:tc:SAML:1.0:assertion\" AssertionID=\"_x\">"
            + assertion
            + "</saml:Assertion>";

    refusedGrant(50006, "saml1_1-bearer", wrapped);
  }

  @Test
  void assertionHasAnEnd() throws Exception {
    String assertion = assertion("13", "mira@contoso.example", "p&amp;ss");
    clock.advance(Duration.ofMinutes(64));
    assertThat(redeem("saml1_1-bearer", assertion).statusCode()).isEqualTo(200);

    clock.advance(Duration.ofMinutes(2));

    refusedGrant(500133, "saml1_1-bearer", assertion);
  }

  @ParameterizedTest
  @ValueSource(strings = {"x", "<x/>", "<!DOCTYPE x><x/>"})
  void whatIsNoAssertionIsRefused(String text) throws Exception {
    refusedGrant(50008, "saml1_1-bearer", text);
  }

  @Test
  void assertionOfSomebodyWhoWasRemovedIsRefused() throws Exception {
    String assertion = assertion("13", "mira@contoso.example", "p&amp;ss");
    sandbox.federatedUsers().remove("MIRA@contoso.example");

    refusedGrant(50008, "saml1_1-bearer", assertion);
  }
}
