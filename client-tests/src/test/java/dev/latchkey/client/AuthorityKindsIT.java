package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Cloud;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxRealm;
import java.net.URI;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

/** Each kind of authority at the wire: which addresses are asked, and which are not. */
class AuthorityKindsIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  @ParameterizedTest(name = "{0}")
  @Tag("S-044")
  @CsvSource({
    "https://login.microsoftonline.com/9b8a7f6e-5d4c-4b3a-a291-665544332211,"
        + " login.microsoftonline.com, /9b8a7f6e-5d4c-4b3a-a291-665544332211,"
        + " 9b8a7f6e-5d4c-4b3a-a291-665544332211, /v2.0, /oauth2/v2.0/token",
    "https://login.microsoftonline.com/organizations, login.microsoftonline.com, /organizations,"
        + " organizations, /v2.0, /oauth2/v2.0/token",
    "https://login.microsoftonline.com/consumers, login.microsoftonline.com, /consumers,"
        + " consumers, /v2.0, /oauth2/v2.0/token",
    "https://sts.contoso.example/adfs, sts.contoso.example, /adfs, adfs, '', /oauth2/token",
    "https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/B2C_1_susi, fabrikam.b2clogin.com,"
        + " /fabrikam.onmicrosoft.com/B2C_1_susi, fabrikam.onmicrosoft.com, /v2.0,"
        + " /oauth2/v2.0/token",
    "https://fabrikam.b2clogin.com/tfp/fabrikam.onmicrosoft.com/B2C_1_susi,"
        + " fabrikam.b2clogin.com, /tfp/fabrikam.onmicrosoft.com/B2C_1_susi,"
        + " fabrikam.onmicrosoft.com, /v2.0, /oauth2/v2.0/token",
    "https://login.fabrikam.example/fabrikam.onmicrosoft.com/b2c_1_susi, login.fabrikam.example,"
        + " /fabrikam.onmicrosoft.com/b2c_1_susi, fabrikam.onmicrosoft.com, /v2.0,"
        + " /oauth2/v2.0/token",
    "https://co2.dsts.example/dstsv2/9b8a7f6e-5d4c-4b3a-a291-665544332211, co2.dsts.example,"
        + " /dstsv2/9b8a7f6e-5d4c-4b3a-a291-665544332211,"
        + " 9b8a7f6e-5d4c-4b3a-a291-665544332211, '', /oauth2/v2.0/token"
  })
  void asksItsOwnMetadataAndItsOwnTokenEndpoint(
      String url, String host, String path, String realm, String version, String endpoint) {
    try (Street street = new Street(host);
        ConfidentialClient client = street.client(url).build()) {
      TokenResult token = client.acquireForClient(REQUEST);

      assertThat(token.realm().value()).isEqualTo(realm);
      assertThat(street.asked(EndpointKind.METADATA))
          .containsExactly(host + path + version + "/.well-known/openid-configuration");
      assertThat(street.asked(EndpointKind.TOKEN)).containsExactly(host + path + endpoint);
      assertThat(street.asked(EndpointKind.INSTANCE_DISCOVERY)).isEmpty();
      assertThat(street.lookedUp).containsExactly(host);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://fabrikam.ciamlogin.com, fabrikam.onmicrosoft.com",
    "https://fabrikam.ciamlogin.com/, fabrikam.onmicrosoft.com",
    "https://fabrikam.ciamlogin.com/9b8a7f6e-5d4c-4b3a-a291-665544332211,"
        + " 9b8a7f6e-5d4c-4b3a-a291-665544332211"
  })
  void anExternalTenantIsInferredFromItsHost(String url, String tenant) {
    try (Street street = new Street("fabrikam.ciamlogin.com");
        ConfidentialClient client = street.client(url).build()) {
      TokenResult token = client.acquireForClient(REQUEST);

      assertThat(street.asked(EndpointKind.METADATA))
          .containsExactly(
              "fabrikam.ciamlogin.com/" + tenant + "/v2.0/.well-known/openid-configuration");
      assertThat(street.asked(EndpointKind.TOKEN))
          .containsExactly(
              "fabrikam.ciamlogin.com/" + token.realm().value() + "/oauth2/v2.0/token");
      assertThat(token.realm().value()).as("resolved").matches("[0-9a-f-]{36}");
      assertThat(street.asked(EndpointKind.INSTANCE_DISCOVERY)).isEmpty();
    }
  }

  @Test
  void anExternalTenantAtItsOwnDomainIsAProviderByItsIssuer() {
    String issuer =
        "https://9b8a7f6e-5d4c-4b3a-a291-665544332211.ciamlogin.com/"
            + "9b8a7f6e-5d4c-4b3a-a291-665544332211/v2.0";
    try (Street street =
            new Street(
                Sandbox.builder()
                    .realm(SandboxRealm.builder(Street.TENANT).metadata("issuer", issuer).build()),
                "login.fabrikam.example");
        ConfidentialClient strange =
            street
                .client(
                    Authority.oidc(
                        URI.create("https://login.fabrikam.example/realms/" + Street.TENANT)))
                .build()) {
      // The tenant has to come first in the path, as it does at such domains.
      assertThatThrownBy(() -> strange.acquireForClient(REQUEST))
          .hasMessageContaining("issuer is on " + Street.TENANT + ".ciamlogin.com");
      assertThat(street.asked(EndpointKind.TOKEN)).isEmpty();
    }
  }

  @Test
  @Tag("S-044")
  void aTenantMayBeNamedByDomain() {
    try (Street street = new Street("login.microsoftonline.com");
        ConfidentialClient client =
            street.client("https://login.microsoftonline.com/contoso.onmicrosoft.com").build()) {
      client.acquireForClient(REQUEST);
      assertThat(street.asked(EndpointKind.METADATA))
          .containsExactly(
              "login.microsoftonline.com/contoso.onmicrosoft.com/v2.0/.well-known/openid-configuration");
    }
  }

  @Test
  @Tag("S-045")
  void withoutAnAuthorityItIsCommon() {
    try (Street street = new Street("login.microsoftonline.com");
        PublicClient client =
            PublicClient.builder(House.CLIENT_ID)
                .httpProvider("apache")
                .http(street.http())
                .timeSource(street.time)
                .build()) {
      client.beginAuthCodeFlow(Hotel.REQUEST);
      assertThat(street.asked(EndpointKind.METADATA))
          .containsExactly(
              "login.microsoftonline.com/common/v2.0/.well-known/openid-configuration");
    }
  }

  @ParameterizedTest
  @EnumSource(Cloud.class)
  @Tag("S-046")
  @Tag("S-047")
  @Tag("S-048")
  void everyCloudIsReachedAtItsOwnHost(Cloud cloud) {
    try (Street street = new Street(cloud.host());
        ConfidentialClient client =
            street.client(Authority.entra(cloud, "contoso.onmicrosoft.com")).build();
        ConfidentialClient byUrl =
            street.client("https://" + cloud.host() + "/contoso.onmicrosoft.com").build()) {
      client.acquireForClient(REQUEST);
      List<String> built = addresses(street);
      street.sandbox.requests().clear();
      byUrl.acquireForClient(REQUEST);

      assertThat(addresses(street)).isEqualTo(built);
      assertThat(built).hasSize(2).allMatch(it -> it.startsWith(cloud.host() + "/"));
      assertThat(street.lookedUp).containsExactly(cloud.host());
    }
  }

  private static List<String> addresses(Street street) {
    return street.sandbox.requests().all().stream().map(it -> it.host() + it.path()).toList();
  }

  @Test
  void aliasesAreAskedAtTheHostOfTheirCloudAndShareTheCache() {
    try (Street street = new Street("login.microsoftonline.com");
        ConfidentialClient client = street.client("https://sts.windows.net/contoso").build()) {
      client.acquireForClient(REQUEST);
      assertThat(street.lookedUp).containsExactly("login.microsoftonline.com");
      assertThat(client.acquireForClient(REQUEST).httpCalls()).isZero();
      assertThat(client.removeTokensForClient()).isEqualTo(1);
    }
  }

  @Test
  @Tag("S-054")
  @Tag("S-055")
  @Tag("W-08")
  void aProviderIsAskedWhereItsMetadataSays() {
    try (Street street =
            new Street(
                Sandbox.builder()
                    .realm(
                        SandboxRealm.builder("r")
                            .metadata(
                                "token_endpoint",
                                "https://tokens.contoso.example/realms/r/protocol/openid-connect/token")
                            .build()),
                "contoso.example",
                "tokens.contoso.example");
        ConfidentialClient client =
            street.client(Authority.oidc(URI.create("https://contoso.example/realms/r"))).build()) {
      client.acquireForClient(ClientRequest.of("api"));
      client.acquireForClient(ClientRequest.of("other"));

      assertThat(street.asked(EndpointKind.METADATA))
          .containsExactly("contoso.example/realms/r/.well-known/openid-configuration");
      assertThat(street.asked(EndpointKind.TOKEN))
          .hasSize(2)
          .containsOnly("tokens.contoso.example/realms/r/protocol/openid-connect/token");
      assertThat(street.asked(EndpointKind.INSTANCE_DISCOVERY)).isEmpty();
    }
  }

  @ParameterizedTest
  @Tag("W-32")
  @CsvSource({
    "https://contoso.microsoftonline.example/contoso, contoso.microsoftonline.example, /fabrikam",
    "https://contoso.b2clogin.com/contoso/b2c_1_contoso, contoso.b2clogin.com,"
        + " /fabrikam/b2c_1_contoso",
    "https://contoso.b2clogin.com/tfp/contoso/b2c_1_contoso, contoso.b2clogin.com,"
        + " /tfp/fabrikam/b2c_1_contoso",
    "https://contoso.ciamlogin.com/contoso, contoso.ciamlogin.com, /fabrikam",
    "https://dsts.contoso.example/dstsv2/contoso, dsts.contoso.example, /dstsv2/fabrikam"
  })
  void anotherTenantReplacesTheTenantAlone(String url, String host, String path) {
    try (Street street = new Street(host);
        ConfidentialClient client = street.client(url).instanceDiscovery(false).build()) {
      client.acquireForClient(REQUEST.tenant("fabrikam"));
      assertThat(street.sandbox.requests().to(EndpointKind.METADATA))
          .singleElement()
          .satisfies(it -> assertThat(it.host()).isEqualTo(host))
          .extracting(RecordedRequest::path)
          .asString()
          .startsWith(path + "/");
      assertThat(street.lookedUp).containsExactly(host);
    }
  }

  @Test
  void aFarmHasNoTenants() {
    try (Street street = new Street("sts.contoso.example");
        ConfidentialClient client = street.client("https://sts.contoso.example/adfs").build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST.tenant("fabrikam")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("has no tenants");
      assertThat(street.lookedUp).isEmpty();
    }
  }
}
