package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TokenException;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** When Entra is asked about a host, what is believed of its answer, and for how long. */
class InstanceDiscoveryIT {

  private static final String CENTRAL = "login.microsoftonline.com";
  private static final String PRIVATE = "login.corp.example";
  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private static int questions(Street street) {
    return street.sandbox.requests().count(EndpointKind.INSTANCE_DISCOVERY);
  }

  private static Street street() {
    return new Street(CENTRAL, PRIVATE);
  }

  @Test
  @Tag("S-050")
  @Tag("S-051")
  void theCentralHostIsAskedAboutAnUnfamiliarOne() {
    try (Street street = street();
        ConfidentialClient client = street.client("https://" + PRIVATE + "/contoso").build()) {
      client.acquireForClient(REQUEST);
      RecordedRequest question =
          street.sandbox.requests().to(EndpointKind.INSTANCE_DISCOVERY).get(0);
      assertThat(question.host()).isEqualTo(CENTRAL);
      assertThat(question.queryParameter("api-version")).contains("1.1");
      assertThat(question.queryParameter("authorization_endpoint"))
          .contains("https://login.corp.example/contoso/oauth2/v2.0/authorize");
      assertThat(street.asked(EndpointKind.TOKEN))
          .singleElement()
          .asString()
          .startsWith(PRIVATE + "/");
    }
  }

  @Test
  @Tag("S-049")
  @Tag("S-050")
  void anUnknownHostIsRefusedAndSentNothing() {
    try (Street street = new Street(CENTRAL);
        ConfidentialClient client = street.client("https://evil.example/contoso").build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("evil.example");
      assertThat(street.lookedUp).containsExactly(CENTRAL);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"validateAuthority", "instanceDiscovery"})
  @Tag("S-049")
  @Tag("S-053")
  void switchedOffNobodyIsAskedAndAnyHostIsTaken(String option) {
    for (String url :
        List.of(
            "https://login.corp.example/contoso",
            "https://login.corp.example/adfs",
            "https://login.corp.example/contoso/b2c_1_susi")) {
      try (Street street = street()) {
        ConfidentialClient.Builder builder = street.client(url);
        try (ConfidentialClient client =
            (option.equals("validateAuthority")
                    ? builder.validateAuthority(false)
                    : builder.instanceDiscovery(false))
                .build()) {
          client.acquireForClient(REQUEST);
          assertThat(client.accounts()).isEmpty();
          assertThat(client.removeTokensForClient()).isEqualTo(1);
          assertThat(questions(street)).isZero();
          assertThat(street.lookedUp).containsExactly(PRIVATE);
        }
      }
    }
  }

  @Test
  @Tag("S-052")
  void discoveryIsSwitchedOffForKnownAuthoritiesAlone() {
    Set<String> trusted = Set.of("https://login.corp.example/contoso");
    for (String url : List.of("https://login.corp.example/contoso", "https://evil.example/t")) {
      try (Street street = street();
          ConfidentialClient client =
              street.client(url).instanceDiscovery(!trusted.contains(url)).build()) {
        if (trusted.contains(url)) {
          client.acquireForClient(REQUEST);
        } else {
          assertThatThrownBy(() -> client.acquireForClient(REQUEST))
              .isInstanceOf(ConfigurationException.class);
        }
        assertThat(questions(street)).isEqualTo(trusted.contains(url) ? 0 : 1);
      }
    }
  }

  @Test
  void aHostIsAskedAboutOnceWhateverTheCrowdAndTheTenants() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (Street street = street();
        ConfidentialClient client = street.client("https://" + PRIVATE + "/t").build()) {
      List<Future<TokenResult>> calls = new ArrayList<>();
      for (int i = 0; i < 48; i++) {
        ClientRequest request = REQUEST.tenant("tenant" + i % 12);
        calls.add(threads.submit(() -> client.acquireForClient(request)));
      }
      for (Future<TokenResult> call : calls) {
        call.get(30, TimeUnit.SECONDS);
      }
      assertThat(questions(street)).isEqualTo(1);
      assertThat(street.sandbox.requests().count(EndpointKind.METADATA)).isEqualTo(12);
    } finally {
      threads.shutdownNow();
    }
  }

  @Test
  void anOutageIsSurvivedByWhatIsKnown() {
    try (Street street = street();
        ConfidentialClient client = street.client("https://" + PRIVATE + "/contoso").build()) {
      client.acquireForClient(REQUEST);
      street.time.advance(Duration.ofHours(25));
      street.sandbox.faults().on(EndpointKind.INSTANCE_DISCOVERY).always(Fault.status(503));
      street.sandbox.faults().on(EndpointKind.METADATA).always(Fault.status(500));
      street.sandbox.requests().clear();

      client.acquireForClient(REQUEST.forceRefresh(true));
      client.acquireForClient(REQUEST.forceRefresh(true));

      assertThat(questions(street)).as("asked once, then left alone for a while").isEqualTo(1);
      assertThat(street.sandbox.requests().count(EndpointKind.METADATA)).isEqualTo(1);
      assertThat(street.sandbox.requests().count(EndpointKind.TOKEN)).isEqualTo(2);

      street.time.advance(Duration.ofMinutes(6));
      street.sandbox.faults().clear();
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(questions(street)).isEqualTo(2);
      assertThat(street.sandbox.requests().count(EndpointKind.METADATA)).isEqualTo(2);
    }
  }

  @Test
  void whatIsKnownIsForgottenAfterAWeek() {
    try (Street street = street();
        ConfidentialClient client = street.client("https://" + PRIVATE + "/contoso").build()) {
      client.acquireForClient(REQUEST);
      street.time.advance(Duration.ofDays(8));
      street.sandbox.faults().on(EndpointKind.METADATA).always(Fault.status(500));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST.forceRefresh(true)))
          .isInstanceOf(ServiceException.class);
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"not json", "{}", "{\"tenant_discovery_endpoint\":7}", "[]"})
  void aHostThatWasNeverVouchedForIsSentNothingInAnOutage(String body) {
    try (Street street = street();
        ConfidentialClient client = street.client("https://" + PRIVATE + "/contoso").build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.INSTANCE_DISCOVERY)
          .next(Fault.body(body, "application/json"));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(ServiceException.class)
          .hasMessageContaining(PRIVATE);
      assertThat(street.lookedUp).containsExactly(CENTRAL);

      client.acquireForClient(REQUEST);
      assertThat(street.lookedUp).as("a failure is not remembered").contains(PRIVATE);
    }
  }

  @Test
  void aRefusalEndsEvenWhatWasVouchedForBefore() {
    try (Street street = street();
        ConfidentialClient client = street.client("https://" + PRIVATE + "/contoso").build()) {
      client.acquireForClient(REQUEST);
      street.time.advance(Duration.ofHours(25));
      street
          .sandbox
          .faults()
          .on(EndpointKind.INSTANCE_DISCOVERY)
          .next(Fault.oauthError("invalid_instance", "gone"));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST.forceRefresh(true)))
          .isInstanceOf(ConfigurationException.class);
    }
  }

  @Test
  @Tag("W-48")
  void clientsKnowNothingOfEachOther() {
    try (Street street = street();
        ConfidentialClient one = street.client("https://" + PRIVATE + "/contoso").build();
        ConfidentialClient other = street.client("https://" + PRIVATE + "/contoso").build()) {
      street.sandbox.faults().on(EndpointKind.INSTANCE_DISCOVERY).next(2, Fault.status(500));
      assertThatThrownBy(() -> one.acquireForClient(REQUEST)).isInstanceOf(TokenException.class);
      other.acquireForClient(REQUEST);
      one.acquireForClient(REQUEST);
      assertThat(questions(street)).as("two refused, one each after that").isEqualTo(4);
    }
  }

  private static final String TOLD =
      """
      {"tenant_discovery_endpoint": "ignored", "api-version": "1.1", "metadata": [
        {"preferred_network": "login.corp.example",
         "preferred_cache": "sts.corp.example",
         "aliases": ["login.corp.example", "sts.corp.example", "old.corp.example"]}]}\
      """;

  @Test
  void theApplicationsOwnMetadataNamesHostsAliasesAndEnvironment() {
    try (Street street = street()) {
      for (String host : List.of("login.corp.example", "sts.corp.example", "old.corp.example")) {
        try (ConfidentialClient client =
            street.client("https://" + host + "/contoso").instanceMetadata(TOLD).build()) {
          client.acquireForClient(REQUEST);
          assertThat(client.acquireForClient(REQUEST).httpCalls()).isZero();
          assertThat(client.removeTokensForClient()).isEqualTo(1);
        }
      }
      assertThat(questions(street)).isZero();
      assertThat(street.lookedUp).containsExactly(PRIVATE);
    }
  }

  @Test
  void personsAreKeptUnderThePreferredCacheHost() {
    try (People people = new People();
        PublicClient client =
            people
                .client()
                .instanceMetadata(TOLD.replace("login.corp.example", "login.microsoftonline.com"))
                .build()) {
      assertThat(people.mira(client).environment().value()).isEqualTo("sts.corp.example");
      assertThat(client.accounts()).hasSize(1);
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "null",
        "[]",
        "{}",
        "{\"metadata\":[]}",
        "{\"metadata\":{}}",
        "{\"metadata\":[{}]}",
        "{\"metadata\":[{\"preferred_network\":\"a.example\",\"preferred_cache\":\"a.example\"}]}",
        "{\"metadata\":[{\"preferred_network\":\"a.example\",\"preferred_cache\":\"a.example\",\"aliases\":[]}]}",
        "{\"metadata\":[{\"preferred_network\":\"a.example\",\"preferred_cache\":\"a.example\",\"aliases\":[7]}]}",
        "{\"metadata\":[{\"preferred_network\":\"a/b\",\"preferred_cache\":\"a.example\",\"aliases\":[\"a.example\"]}]}",
        "{\"metadata\":[{\"preferred_network\":\"u@a.example\",\"preferred_cache\":\"a.example\",\"aliases\":[\"a.example\"]}]}",
        "{\"metadata\":[{\"preferred_network\":\"a.example\",\"preferred_cache\":\"a.example?x\",\"aliases\":[\"a.example\"]}]}",
        "{\"metadata\":[{\"preferred_network\":\"a.example\",\"preferred_cache\":\"a.example\",\"aliases\":[\"a.example\",\"A.example\"]}]}",
        "{\"metadata\":[]} trailing"
      })
  void ownMetadataIsCheckedAtOnce(String json) {
    assertThatThrownBy(() -> PublicClient.builder("id").instanceMetadata(json))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("instance metadata cannot be used: ")
        .hasMessageEndingWith("give an answer of /common/discovery/instance");
  }

  @Test
  void whatEntraSaysOfOtherHostsChangesNothing() {
    try (Street street = street();
        ConfidentialClient client = street.client("https://" + PRIVATE + "/contoso").build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.INSTANCE_DISCOVERY)
          .next(
              Fault.body(
                  "{\"tenant_discovery_endpoint\":\"https://evil.example/x\",\"metadata\":["
                      + "{\"preferred_network\":\"evil.example\",\"preferred_cache\":"
                      + "\"evil.example\",\"aliases\":[\"login.corp.example\",\"evil.example\"]}]}",
                  "application/json"));
      client.acquireForClient(REQUEST);
      assertThat(street.lookedUp).containsExactlyInAnyOrder(CENTRAL, PRIVATE);
      assertThat(Authority.parse("https://" + PRIVATE + "/t").environment().value())
          .isEqualTo(PRIVATE);
    }
  }
}
