package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.OidcAuthority;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import java.net.URI;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Metadata that names other hosts (N-11): for each kind of authority and each endpoint, no name is
 * looked up but the authority's own.
 */
class StrangersIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private static final List<String> AUTHORITIES =
      List.of(
          "https://login.microsoftonline.com/contoso",
          "https://login.microsoftonline.us/contoso",
          "https://sts.contoso.example/adfs",
          "https://fabrikam.b2clogin.com/fabrikam.onmicrosoft.com/b2c_1_susi",
          "https://login.fabrikam.example/fabrikam.onmicrosoft.com/b2c_1_susi",
          "https://fabrikam.ciamlogin.com",
          "https://co2.dsts.example/dstsv2/contoso");

  private static final List<String> STRANGERS =
      List.of(
          "https://evil.example/t",
          "https://login.microsoftonline.com.evil.example/t",
          "https://evil-login.microsoftonline.de/t",
          "https://login.microsoftonline.com@evil.example/t",
          "https://evil.example#@login.microsoftonline.com/t",
          "https://169.254.169.254/metadata/instance",
          "https://[fe80::1]/t",
          "https://localhost/t",
          "https://2130706433/t",
          "http://login.microsoftonline.com/t",
          "file:///etc/passwd",
          "gopher://evil.example/t",
          "//evil.example/t");

  private static final List<String> MEMBERS =
      List.of("token_endpoint", "jwks_uri", "authorization_endpoint", "end_session_endpoint");

  static List<String> authorities() {
    return AUTHORITIES;
  }

  @ParameterizedTest
  @MethodSource("authorities")
  void noOtherHostIsEvenLookedUp(String url) {
    requireRefusals(Authority.parse(url), STRANGERS);
  }

  @Test
  void aProviderHasNoSayInTheInsideOfANetwork() {
    requireRefusals(
        Authority.oidc(URI.create("https://id.example/realms/r")),
        STRANGERS.stream()
            .filter(it -> !it.startsWith("https://evil") && !it.contains(".evil.example"))
            .toList());
  }

  private static void requireRefusals(Authority authority, List<String> strangers) {
    String own = authority.uri().getHost();
    try (Street street = new Street(own);
        ConfidentialClient client = street.client(authority).build()) {
      for (String stranger : strangers) {
        for (String member : MEMBERS) {
          street
              .sandbox
              .faults()
              .on(EndpointKind.METADATA)
              .next(Fault.body(metadata(authority, member, stranger), "application/json"));
          assertThatThrownBy(() -> client.acquireForClient(REQUEST))
              .as("%s %s", member, stranger)
              .isInstanceOf(ConfigurationException.class)
              .hasMessageContaining(member);
        }
      }
      assertThat(street.sandbox.requests().count(EndpointKind.TOKEN)).isZero();
      assertThat(street.lookedUp).containsExactly(own);
    }
  }

  private static String metadata(Authority authority, String member, String stranger) {
    String good = "https://" + authority.uri().getHost() + "/t";
    StringBuilder json = new StringBuilder("{\"issuer\":\"").append(authority.uri()).append('"');
    for (String name : MEMBERS) {
      json.append(",\"")
          .append(name)
          .append("\":\"")
          .append(name.equals(member) ? stranger : good)
          .append('"');
    }
    return json.append('}').toString();
  }

  @Test
  void anAliasForMutualTlsElsewhereIsLeftOut() {
    try (Street street = new Street("login.microsoftonline.com");
        ConfidentialClient client =
            street.client("https://login.microsoftonline.com/contoso").build()) {
      String token = "https://login.microsoftonline.com/contoso/oauth2/v2.0/token";
      street
          .sandbox
          .faults()
          .on(EndpointKind.METADATA)
          .next(
              Fault.body(
                  "{\"token_endpoint\":\"%s\",\"mtls_endpoint_aliases\":{\"token_endpoint\":\"https://evil.example/t\"}}"
                      .formatted(token),
                  "application/json"));
      client.acquireForClient(REQUEST);
      assertThat(street.lookedUp).containsExactly("login.microsoftonline.com");
    }
  }

  static Stream<Arguments> issuers() {
    return Stream.of(
            "https://evil.example/realms/r",
            "https://id.example.evil.example/realms/r",
            "https://evil-id.example/realms/r",
            "https://a.b.id.example/realms/r",
            "https://id.example@evil.example/realms/r",
            "https://evil.ciamlogin.com/evil/v2.0",
            "http://id.example/realms/r",
            "")
        .map(Arguments::of);
  }

  @ParameterizedTest
  @MethodSource("issuers")
  void aProviderThatSpeaksForAnotherIsSentNothing(String issuer) {
    Authority authority = Authority.oidc(URI.create("https://id.example/realms/r"));
    assertThat(authority).isInstanceOf(OidcAuthority.class);
    try (Street street = new Street("id.example");
        ConfidentialClient client = street.client(authority).build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.METADATA)
          .next(
              Fault.body(
                  "{\"issuer\":\"%s\",\"token_endpoint\":\"https://id.example/t\"}"
                      .formatted(issuer),
                  "application/json"));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("issuer");
      assertThat(street.lookedUp).containsExactly("id.example");
      assertThat(street.sandbox.requests().count(EndpointKind.TOKEN)).isZero();
    }
  }
}
