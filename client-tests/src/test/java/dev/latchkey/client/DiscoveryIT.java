package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DiscoveryIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private static ConfidentialClient.Builder oidcClient(Sandbox sandbox, String realm) {
    return ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
        .authority(Authority.oidc(sandbox.oidcAuthority(realm)))
        .httpProvider("apache")
        .http(
            HttpSettings.defaults()
                .trust(Trust.certificates(List.of(sandbox.certificateAuthority()))));
  }

  @Test
  void aHostThatIsNotBuiltInHasToBeVouchedFor() {
    try (House house = new House();
        ConfidentialClient client =
            house
                .client()
                .authority(Authority.parse("https://login.unknown.example/contoso.example"))
                .build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              ConfigurationException.class,
              e ->
                  assertThat(e.error().map(error -> error.code().value()))
                      .contains("invalid_instance"))
          .hasMessageContaining("login.unknown.example")
          .hasMessageContaining("instanceDiscovery");
      assertThat(house.sandbox.requests().to(EndpointKind.INSTANCE_DISCOVERY))
          .singleElement()
          .satisfies(
              request -> {
                assertThat(request.host()).isEqualTo("login.microsoftonline.com");
                assertThat(request.queryParameter("authorization_endpoint"))
                    .contains(
                        "https://login.unknown.example/contoso.example/oauth2/v2.0/authorize");
              });
      assertThat(house.tokenCount()).isZero();
    }
  }

  @Test
  void aKnownHostIsNotAskedAbout() {
    try (House house = new House();
        ConfidentialClient client = house.client().build()) {
      client.acquireForClient(REQUEST);
      assertThat(house.sandbox.requests().count(EndpointKind.INSTANCE_DISCOVERY)).isZero();
    }
  }

  @Test
  void withValidationOffNobodyIsAsked() {
    try (House house = new House();
        ConfidentialClient client =
            house
                .client()
                .authority(Authority.parse(house.sandbox.authority("contoso.example").toString()))
                .validateAuthority(false)
                .build()) {
      client.acquireForClient(REQUEST);
      assertThat(house.sandbox.requests().count(EndpointKind.INSTANCE_DISCOVERY)).isZero();
    }
  }

  @Test
  void metadataIsFetchedOnceWhateverTheCrowd() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (House house = new House();
        ConfidentialClient client = house.client().build()) {
      List<Future<TokenResult>> calls = new ArrayList<>();
      for (int i = 0; i < 50; i++) {
        ClientRequest request = ClientRequest.of("https://r" + i + ".example/.default");
        calls.add(threads.submit(() -> client.acquireForClient(request)));
      }
      for (Future<TokenResult> call : calls) {
        call.get(30, TimeUnit.SECONDS);
      }
      assertThat(house.sandbox.requests().count(EndpointKind.METADATA)).isEqualTo(1);
      assertThat(house.tokenCount()).isEqualTo(50);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"client_secret_post", "client_secret_basic"})
  void aSecretGoesWhereMetadataSays(String method) {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(House.application().build())
                .realm(SandboxRealm.builder("r").authMethods(method).build())
                .start();
        ConfidentialClient client = oidcClient(sandbox, "r").build()) {
      assertThat(client.acquireForClient(ClientRequest.of("api")).realm().value())
          .isEqualTo("/realms/r");
      RecordedRequest request = sandbox.requests().tokens().get(0);
      boolean post = method.equals("client_secret_post");
      assertThat(request.formParameter("client_secret").isPresent()).isEqualTo(post);
      assertThat(request.header("authorization").isPresent()).isEqualTo(!post);
    }
  }

  @Test
  void twoRealmsOfOneHostNeverCross() {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(House.application().build())
                .realm(SandboxRealm.builder("one").build())
                .realm(SandboxRealm.builder("two").build())
                .start();
        ConfidentialClient one = oidcClient(sandbox, "one").build();
        ConfidentialClient two = oidcClient(sandbox, "two").build()) {
      assertThat(one.acquireForClient(ClientRequest.of("api")).realm())
          .isNotEqualTo(two.acquireForClient(ClientRequest.of("api")).realm());
      assertThatThrownBy(() -> one.acquireForClient(ClientRequest.of("api").tenant("two")))
          .isInstanceOf(IllegalArgumentException.class)
          .hasMessageContaining("no tenants");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{}",
        "not json",
        "{\"token_endpoint\":\"http://login.microsoftonline.com/t\"}",
        "{\"token_endpoint\":\"https://evil.example/t\"}",
        "{\"token_endpoint\":\"javascript:alert(1)\"}",
        "{\"token_endpoint\":42}",
        "{\"token_endpoint\":\"https://login.microsoftonline.us/t\"}"
      })
  void metadataThatIsNotItsOwnIsRefused(String body) {
    try (House house = new House();
        ConfidentialClient client = house.client().build()) {
      house.sandbox.faults().on(EndpointKind.METADATA).next(Fault.body(body, "application/json"));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("login.microsoftonline.com/contoso.onmicrosoft.com");
      assertThat(house.tokenCount()).isZero();
      assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
    }
  }

  @Test
  void anIssuerOfAnotherHostIsRefused() {
    try (Sandbox sandbox =
            Sandbox.builder()
                .application(House.application().build())
                .realm(
                    SandboxRealm.builder("r").metadata("issuer", "https://evil.example/").build())
                .start();
        ConfidentialClient client = oidcClient(sandbox, "r").build()) {
      assertThatThrownBy(() -> client.acquireForClient(ClientRequest.of("api")))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("evil.example");
      assertThat(sandbox.requests().count(EndpointKind.TOKEN)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {301, 302, 303, 307, 308})
  void metadataIsNotFollowedElsewhere(int code) {
    try (House house = new House();
        ConfidentialClient client = house.client().build()) {
      house
          .sandbox
          .faults()
          .on(EndpointKind.METADATA)
          .next(Fault.redirect(code, "https://login.example.net/elsewhere"));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              ConfigurationException.class, e -> assertThat(e.status()).hasValue(code));
      assertThat(house.sandbox.requests().all())
          .noneMatch(request -> request.path().equals("/elsewhere"));
    }
  }

  @Test
  void anAuthorityThatDoesNotExistAndOneThatFailsAreToldApart() {
    try (House house = new House();
        ConfidentialClient client = house.client().build()) {
      house.sandbox.faults().on(EndpointKind.METADATA).next(Fault.status(404));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(ConfigurationException.class);
      house.sandbox.faults().on(EndpointKind.METADATA).next(2, Fault.status(503));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              ServiceException.class, e -> assertThat(e.isTransient()).isTrue());
    }
  }
}
