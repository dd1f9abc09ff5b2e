package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiscoveryTest {

  private static final UUID CONTOSO = UUID.fromString("11111111-2222-4333-8444-555555555555");

  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox =
        Sandbox.builder()
            .tenant("Contoso.example", CONTOSO)
            .unknownTenant("gone.example")
            .host("login.corp.example")
            .start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private HttpResponse<String> metadata(String tenant) throws Exception {
    return client.get(sandbox.authority(tenant), "/v2.0/.well-known/openid-configuration");
  }

  private Map<String, Object> members(String tenant) throws Exception {
    HttpResponse<String> response = metadata(tenant);
    assertThat(response.statusCode()).isEqualTo(200);
    return Json.read(response.body());
  }

  private String tokenEndpoint(String tenant) {
    return sandbox.uri() + "/" + tenant + "/oauth2/v2.0/token";
  }

  @Test
  void aTenantIdIsItself() throws Exception {
    assertThat(members(CONTOSO.toString()))
        .containsEntry("issuer", sandbox.uri() + "/" + CONTOSO + "/v2.0")
        .containsEntry("token_endpoint", tokenEndpoint(CONTOSO.toString()))
        .containsKeys("authorization_endpoint", "device_authorization_endpoint", "jwks_uri");
  }

  @Test
  void aDomainNameStandsForAnId() throws Exception {
    assertThat(members("contoso.EXAMPLE"))
        .containsEntry("token_endpoint", tokenEndpoint(CONTOSO.toString()));
    Object first = members("fabrikam.example").get("token_endpoint");
    assertThat(first)
        .isEqualTo(members("FABRIKAM.example").get("token_endpoint"))
        .asString()
        .matches(".*/[0-9a-f-]{36}/oauth2/v2.0/token");
  }

  @Test
  void placeholdersStayAsTheyAre() throws Exception {
    assertThat(members("common"))
        .containsEntry("issuer", sandbox.uri() + "/{tenantid}/v2.0")
        .containsEntry("token_endpoint", tokenEndpoint("common"));
    assertThat(members("organizations"))
        .containsEntry("token_endpoint", tokenEndpoint("organizations"));
    assertThat(members("consumers"))
        .containsEntry("issuer", sandbox.uri() + "/9188040d-6c67-4c5b-b112-36a304b66dad/v2.0");
  }

  @Test
  void someTenantsAreUnknown() throws Exception {
    for (String tenant : List.of("unknown-tenant", "GONE.example")) {
      HttpResponse<String> response = metadata(tenant);
      assertThat(response.statusCode()).isEqualTo(400);
      assertThat(Json.read(response.body())).containsEntry("error_codes", List.of(90002L));
    }
  }

  private Map<String, Object> instance(String host, String version, int status) throws Exception {
    String endpoint = Client.encode("https://" + host + "/tenant/oauth2/v2.0/authorize");
    HttpResponse<String> response =
        client.get(
            sandbox.uri(),
            "/common/discovery/instance?authorization_endpoint="
                + endpoint
                + "&api-version="
                + version);
    assertThat(response.statusCode()).isEqualTo(status);
    return Json.read(response.body());
  }

  @Test
  void instanceDiscoveryKnowsTheClouds() throws Exception {
    for (String host :
        List.of(
            "login.windows.net",
            "login.example.net",
            "weu.login.microsoft.com",
            "login.corp.example")) {
      assertThat(instance(host, "1.1", 200))
          .containsEntry("api-version", "1.1")
          .containsEntry(
              "tenant_discovery_endpoint",
              "https://" + host + "/tenant/v2.0/.well-known/openid-configuration");
    }
    assertThat(instance("localhost:" + sandbox.address().getPort(), "1.0", 200).get("metadata"))
        .asInstanceOf(org.assertj.core.api.InstanceOfAssertFactories.LIST)
        .contains(
            Map.of(
                "preferred_network", "login.microsoftonline.com",
                "preferred_cache", "login.windows.net",
                "aliases",
                    List.of(
                        "login.microsoftonline.com",
                        "login.windows.net",
                        "login.microsoft.com",
                        "sts.windows.net")));
    assertThat(sandbox.requests().count(EndpointKind.INSTANCE_DISCOVERY)).isEqualTo(5);
    assertThat(sandbox.requests().all().get(0).queryParameter("api-version")).contains("1.1");
  }

  @Test
  void instanceDiscoveryRefusesStrangers() throws Exception {
    assertThat(instance("evil.example", "1.0", 400)).containsEntry("error", "invalid_instance");
    assertThat(instance("[not a host", "1.0", 400)).containsEntry("error", "invalid_instance");
    assertThat(instance("login.windows.net", "9", 400)).containsEntry("error", "invalid_request");
  }

  @ParameterizedTest
  @CsvSource({
    "/adfs, '', /adfs/oauth2/token",
    "/contoso/b2c_1_susi, /v2.0, /contoso/b2c_1_susi/oauth2/v2.0/token",
    "/tfp/contoso/custom, /v2.0, /tfp/contoso/custom/oauth2/v2.0/token",
    "/dstsv2/contoso, '', /dstsv2/contoso/oauth2/v2.0/token"
  })
  void theOtherMicrosoftKindsHaveTheirOwnPaths(String root, String version, String endpoint)
      throws Exception {
    HttpResponse<String> answer =
        client.get(sandbox.uri(), root + version + "/.well-known/openid-configuration");
    assertThat(Json.read(answer.body())).containsEntry("token_endpoint", sandbox.uri() + endpoint);
    assertThat(sandbox.requests().all().get(0).endpoint()).isEqualTo(EndpointKind.METADATA);
  }

  @Test
  void aMachineTellsItsRegionToThoseWhoSayThatTheyMeanIt() throws Exception {
    try (SandboxMachine machine = sandbox.openMachine("westus2")) {
      String path = "/metadata/instance/compute?api-version=2021-02-01";
      assertThat(plain(machine, path, "Metadata: true\r\n")).contains("\"location\":\"westus2\"");
      assertThat(plain(machine, path, "")).startsWith("HTTP/1.1 400 ");
      assertThat(plain(machine, "/metadata/instance/compute", "Metadata: true\r\n"))
          .contains("newest-versions");
      assertThat(plain(machine, "/contoso", "")).startsWith("HTTP/1.1 404 ");
      assertThat(sandbox.requests().count(EndpointKind.MACHINE_METADATA)).isEqualTo(3);
    }
  }

  // Without TLS, as the real one is asked.
  private static String plain(SandboxMachine machine, String path, String header) throws Exception {
    try (Socket socket = new Socket(machine.address().getAddress(), machine.address().getPort())) {
      socket.setSoTimeout(10_000);
      socket
          .getOutputStream()
          .write(
              ("GET "
                      + path
                      + " HTTP/1.1\r\nHost: machine\r\nConnection: close\r\n"
                      + header
                      + "\r\n")
                  .getBytes(StandardCharsets.US_ASCII));
      return new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }
}
