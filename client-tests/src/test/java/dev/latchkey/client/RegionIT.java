package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.account.Account;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.id.RegionName;
import dev.latchkey.domain.token.RegionUse;
import dev.latchkey.domain.token.TokenResult;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxRealm;
import dev.latchkey.spi.tck.MapEnvironment;
import dev.latchkey.spi.time.TimeSource;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/**
 * An application's own tokens from a region: who names it, what it changes, and what it must not.
 */
class RegionIT {

  private static final String GLOBAL = "login.microsoftonline.com";
  private static final String REGIONAL = "westus2.login.microsoft.com";
  private static final String URL = "https://" + GLOBAL + "/contoso";
  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);

  private static Street street() {
    return new Street(GLOBAL, REGIONAL);
  }

  private static Street machineIn(String region) {
    return new Street(Sandbox.builder(), region, new String[] {GLOBAL, REGIONAL});
  }

  private static int machineCalls(Street street) {
    return street.sandbox.requests().count(EndpointKind.MACHINE_METADATA);
  }

  private static RegionUse use(TokenResult result) {
    return result.region().orElseThrow();
  }

  @Test
  @Tag("S-074")
  @Tag("S-083")
  @Tag("S-085")
  void withoutTheOptionThereIsNoRegionAndNobodyIsAsked() {
    try (Street street = machineIn("westus2");
        ConfidentialClient client = street.client(URL).build()) {
      assertThat(client.acquireForClient(REQUEST).region()).isEmpty();
      assertThat(street.lookedUp).containsExactly(GLOBAL);
      assertThat(machineCalls(street)).isZero();
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"westus2", "West US 2", "WESTUS2"})
  @Tag("S-074")
  @Tag("S-080")
  @Tag("S-083")
  @Tag("W-27")
  void aNamedRegionIsAskedAndNobodyElse(String name) {
    try (Street street = machineIn("eastus");
        ConfidentialClient client = street.client(URL).region(Region.named(name)).build()) {
      TokenResult token = client.acquireForClient(REQUEST);

      assertThat(street.asked(EndpointKind.METADATA))
          .containsExactly(REGIONAL + "/contoso/v2.0/.well-known/openid-configuration");
      assertThat(street.asked(EndpointKind.TOKEN))
          .singleElement()
          .asString()
          .startsWith(REGIONAL + "/");
      assertThat(street.lookedUp).containsExactly(REGIONAL);
      assertThat(token.httpCalls()).isEqualTo(2);
      assertThat(use(token).isRegional()).isTrue();
      assertThat(use(token).source()).isEqualTo(RegionUse.Source.APPLICATION);
      assertThat(use(token).region()).contains(new RegionName("westus2"));
    }
  }

  @Test
  @Tag("S-075")
  void theCacheKnowsTheGlobalHostOnly() {
    try (Street street = street();
        ConfidentialClient client = street.client(URL).region(Region.named("westus2")).build()) {
      client.acquireForClient(REQUEST);
      TokenResult hit = client.acquireForClient(REQUEST);
      assertThat(hit.httpCalls()).isZero();
      assertThat(hit.region()).as("a hit has nothing to do with regions").isEmpty();
      assertThat(client.removeTokensForClient()).isEqualTo(1);
    }
  }

  @ParameterizedTest
  @CsvSource({
    "https://login.microsoftonline.us/contoso, westus2.login.microsoftonline.us",
    "https://login.chinacloudapi.cn/contoso, westus2.login.partner.microsoftonline.cn",
    "https://sts.windows.net/contoso, westus2.login.microsoft.com"
  })
  @Tag("S-075")
  void eachCloudHasItsOwnRegionalHosts(String url, String host) {
    try (Street street = new Street(host);
        ConfidentialClient client = street.client(url).region(Region.named("westus2")).build()) {
      assertThat(use(client.acquireForClient(REQUEST)).isRegional()).isTrue();
      assertThat(street.lookedUp).containsExactly(host);
    }
  }

  @Test
  @Tag("W-27")
  void anUnfamiliarHostIsVouchedForOnceAndItsRegionIsNotAskedAbout() {
    try (Street street = new Street(GLOBAL, "login.corp.example", "westus2.login.corp.example");
        ConfidentialClient client =
            street
                .client("https://login.corp.example/contoso")
                .region(Region.named("westus2"))
                .build()) {
      client.acquireForClient(REQUEST);
      assertThat(street.asked(EndpointKind.INSTANCE_DISCOVERY)).hasSize(1);
      assertThat(street.lookedUp).containsExactly(GLOBAL, "westus2.login.corp.example");
    }
  }

  @Test
  void aStrangersRegionIsNotAskedBeforeTheStrangerIsVouchedFor() {
    try (Street street = new Street(GLOBAL);
        ConfidentialClient client =
            street.client("https://evil.example/t").region(Region.named("westus2")).build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .hasMessageContaining("does not know the host evil.example");
      assertThat(street.lookedUp).containsExactly(GLOBAL);
    }
  }

  @Test
  @Tag("S-020")
  @Tag("S-076")
  void onlyTheApplicationsOwnTokensComeFromTheRegion() {
    try (People people = People.ofWebApp();
        ConfidentialClient client = people.webClient().region(Region.named("westus2")).build()) {
      Account mira = people.signIn(client, People.MIRA).account().orElseThrow();
      client.acquireSilently(SilentRequest.of(People.SCOPES, mira).forceRefresh(true));
      assertThat(people.house.tokenRequests())
          .isNotEmpty()
          .allSatisfy(it -> assertThat(it.host()).isEqualTo(GLOBAL));
    }
  }

  @Test
  @Tag("S-020")
  void aPublicClientHasTheOptionAndNoUseForIt() {
    try (People people = new People();
        PublicClient client = people.client().region(Region.named("westus2")).build()) {
      client.importRefreshToken(
          RefreshTokenRequest.of(People.SCOPES, people.refreshToken(People.MIRA)));
      assertThat(people.house.tokenRequests())
          .singleElement()
          .satisfies(it -> assertThat(it.host()).isEqualTo(GLOBAL));
    }
  }

  @Test
  @Tag("S-081")
  @Tag("S-082")
  @Tag("S-083")
  void theEnvironmentIsAskedBeforeTheMachine() {
    try (Street street = machineIn("eastus");
        ConfidentialClient client =
            street
                .client(URL)
                .environment(MapEnvironment.of(Map.of("REGION_NAME", "West US 2")))
                .region(Region.automatic())
                .build()) {
      TokenResult token = client.acquireForClient(REQUEST);
      assertThat(use(token).source()).isEqualTo(RegionUse.Source.ENVIRONMENT);
      assertThat(use(token).isRegional()).isTrue();
      assertThat(street.lookedUp).containsExactly(REGIONAL);
      assertThat(machineCalls(street)).isZero();
    }
  }

  @Test
  @Tag("S-081")
  @Tag("S-082")
  void theMachineIsAskedOnceADay() {
    try (Street street = machineIn("westus2");
        ConfidentialClient client = street.client(URL).region(Region.automatic()).build()) {
      TokenResult token = client.acquireForClient(REQUEST);
      assertThat(use(token).source()).isEqualTo(RegionUse.Source.METADATA_SERVICE);
      assertThat(use(token).isRegional()).isTrue();
      assertThat(street.asked(EndpointKind.MACHINE_METADATA))
          .containsExactly("169.254.169.254/metadata/instance/compute");
      assertThat(street.sandbox.requests().to(EndpointKind.MACHINE_METADATA).get(0))
          .satisfies(
              it -> {
                assertThat(it.header("metadata")).contains("true");
                assertThat(it.queryParameter("api-version")).contains("2021-02-01");
                assertThat(it.serverName()).as("no TLS").isEmpty();
              });
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(machineCalls(street)).isEqualTo(1);
      street.time.advance(Duration.ofHours(25));
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(machineCalls(street)).isEqualTo(2);
    }
  }

  @Test
  void theMachineIsAskedOnceWhateverTheCrowd() throws Exception {
    ExecutorService threads = Executors.newFixedThreadPool(16);
    try (Street street = machineIn("westus2");
        ConfidentialClient client = street.client(URL).region(Region.automatic()).build()) {
      List<Future<TokenResult>> calls = new ArrayList<>();
      for (int i = 0; i < 32; i++) {
        ClientRequest request = ClientRequest.of("https://r" + i + ".example/.default");
        calls.add(threads.submit(() -> client.acquireForClient(request)));
      }
      for (Future<TokenResult> call : calls) {
        assertThat(use(call.get(30, TimeUnit.SECONDS)).isRegional()).isTrue();
      }
      assertThat(machineCalls(street)).isEqualTo(1);
      assertThat(street.sandbox.requests().count(EndpointKind.METADATA)).isEqualTo(1);
    } finally {
      threads.shutdownNow();
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"location\":\"evil.example/\"}",
        "{\"location\":\"evil.example#\"}",
        "{\"location\":\"a.b\"}",
        "{\"location\":\"-westus\"}",
        "{\"location\":\"\"}",
        "{\"location\":7}",
        "{}",
        "westus2",
        "<html>sign in to the network</html>"
      })
  @Tag("S-086")
  void whatIsNoRegionNeverBecomesAHost(String body) {
    try (Street street = machineIn("westus2");
        ConfidentialClient client = street.client(URL).region(Region.automatic()).build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.MACHINE_METADATA)
          .always(Fault.body(body, "application/json"));
      TokenResult token = client.acquireForClient(REQUEST);
      assertThat(use(token).fallbackReason()).contains("the metadata service names no region");
      assertThat(use(token).source()).isEqualTo(RegionUse.Source.NOBODY);
      assertThat(street.lookedUp).containsExactlyInAnyOrder(GLOBAL, "machine");
    }
  }

  @ParameterizedTest
  @ValueSource(strings = {"evil.example/x", "westus2.evil.example", "a b/c", "-", "1a", "w@x"})
  void whatIsNoRegionInAVariableIsLeftOut(String text) {
    try (Street street = street();
        ConfidentialClient forced =
            street
                .client(URL)
                .environment(MapEnvironment.of(Map.of("MSAL_FORCE_REGION", text)))
                .build();
        ConfidentialClient detected =
            street
                .client(URL)
                .environment(MapEnvironment.of(Map.of("REGION_NAME", text)))
                .region(Region.automatic())
                .build()) {
      street.sandbox.faults().on(EndpointKind.MACHINE_METADATA).always(Fault.status(404));
      assertThat(forced.acquireForClient(REQUEST).region()).isEmpty();
      assertThat(use(detected.acquireForClient(REQUEST)).fallbackReason())
          .contains("the metadata service answered 404");
      assertThat(street.lookedUp).containsExactlyInAnyOrder(GLOBAL, "machine");
    }
  }

  @Test
  @Tag("S-081")
  @Tag("S-084")
  @Tag("S-086")
  void aMachineThatDoesNotAnswerCostsTwoSecondsAtMostAndOnce() {
    try (Street street = machineIn("westus2");
        ConfidentialClient client =
            street.client(URL).timeSource(TimeSource.system()).region(Region.automatic()).build()) {
      street.sandbox.faults().on(EndpointKind.MACHINE_METADATA).always(Fault.neverAnswer());
      long start = System.nanoTime();
      TokenResult token = client.acquireForClient(REQUEST);
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(1_800), Duration.ofMillis(4_500));
      assertThat(use(token).fallbackReason())
          .contains("the metadata service cannot be reached (TIMED_OUT)");

      TokenResult again = client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(use(again).isRegional()).isFalse();
      assertThat(machineCalls(street)).isEqualTo(1);
    }
  }

  @Test
  @Tag("W-26")
  @Tag("W-48")
  void whatOneClientFoundOutIsNoOtherClients() {
    try (Street street = machineIn("westus2");
        ConfidentialClient one = street.client(URL).region(Region.automatic()).build();
        ConfidentialClient other = street.client(URL).region(Region.automatic()).build()) {
      street.sandbox.faults().on(EndpointKind.MACHINE_METADATA).next(Fault.status(500));
      assertThat(use(one.acquireForClient(REQUEST)).fallbackReason())
          .contains("the metadata service answered 500");
      assertThat(use(other.acquireForClient(REQUEST)).isRegional()).isTrue();
      assertThat(use(one.acquireForClient(REQUEST.forceRefresh(true))).isRegional())
          .as("not asked again for an hour")
          .isFalse();
      street.time.advance(Duration.ofMinutes(61));
      assertThat(use(one.acquireForClient(REQUEST.forceRefresh(true))).isRegional()).isTrue();
    }
  }

  @Test
  void aVariableForcesARegionWhereTheApplicationChoseNone() {
    MapEnvironment forced = MapEnvironment.of(Map.of("MSAL_FORCE_REGION", "westus2"));
    try (Street street = machineIn("eastus");
        ConfidentialClient client = street.client(URL).environment(forced).build();
        ConfidentialClient never =
            street.client(URL).environment(forced).region(Region.never()).build();
        ConfidentialClient own =
            street.client(URL).environment(forced).region(Region.named("westus2")).build()) {
      assertThat(never.acquireForClient(REQUEST).region()).isEmpty();
      assertThat(street.lookedUp).containsExactly(GLOBAL);
      assertThat(use(client.acquireForClient(REQUEST)).source()).isEqualTo(RegionUse.Source.FORCED);
      assertThat(use(own.acquireForClient(REQUEST)).source())
          .isEqualTo(RegionUse.Source.APPLICATION);
      assertThat(machineCalls(street)).isZero();
    }
  }

  @Test
  void aVariableSwitchesRegionsOffForTheWholeMachine() {
    MapEnvironment off =
        MapEnvironment.of(Map.of("MSAL_FORCE_REGION", "westus2", "MSAL_DISABLE_REGION", "1"));
    try (Street street = machineIn("westus2");
        ConfidentialClient forced = street.client(URL).environment(off).build();
        ConfidentialClient never =
            street.client(URL).environment(off).region(Region.never()).build();
        ConfidentialClient named =
            street.client(URL).environment(off).region(Region.named("westus2")).build();
        ConfidentialClient automatic =
            street.client(URL).environment(off).region(Region.automatic()).build()) {
      assertThat(forced.acquireForClient(REQUEST).region()).isEmpty();
      assertThat(never.acquireForClient(REQUEST).region()).isEmpty();
      assertThat(use(named.acquireForClient(REQUEST)).fallbackReason())
          .contains("the variable MSAL_DISABLE_REGION is set");
      assertThat(use(automatic.acquireForClient(REQUEST)).source())
          .isEqualTo(RegionUse.Source.NOBODY);
      assertThat(street.lookedUp).containsOnly(GLOBAL);
      assertThat(machineCalls(street)).isZero();
    }
  }

  @Test
  void aMachineThatKnowsOtherVersionsIsAskedAgainWithItsNewest() {
    try (Street street = machineIn("westus2");
        ConfidentialClient client = street.client(URL).region(Region.automatic()).build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.MACHINE_METADATA)
          .next(
              Fault.status(
                  400,
                  "{\"error\":\"Bad request\",\"newest-versions\":[\"2031-02-01\",\"2030-01-01\"]}",
                  Map.of("content-type", "application/json")));
      assertThat(use(client.acquireForClient(REQUEST)).isRegional()).isTrue();
      assertThat(street.sandbox.requests().to(EndpointKind.MACHINE_METADATA))
          .extracting(it -> it.queryParameter("api-version").orElse(""))
          .containsExactly("2021-02-01", "2031-02-01");
    }
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "{\"newest-versions\":[]}",
        "{\"newest-versions\":[\"2021-02-01\"]}",
        "{\"newest-versions\":[\"2031-02-01&x=y\"]}",
        "{\"newest-versions\":\"2031-02-01\"}",
        "{\"newest-versions\":[7]}",
        "{}",
        "no version"
      })
  void aMachineThatNamesNoOtherVersionIsAskedOnce(String body) {
    try (Street street = machineIn("westus2");
        ConfidentialClient client = street.client(URL).region(Region.automatic()).build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.MACHINE_METADATA)
          .always(Fault.status(400, body, Map.of()));
      assertThat(use(client.acquireForClient(REQUEST)).fallbackReason())
          .contains("the metadata service answered 400");
      assertThat(machineCalls(street)).isEqualTo(1);
    }
  }

  @Test
  void aRegionThatIsNotThereIsPassedByWithAReason() {
    try (Street street = new Street(GLOBAL);
        ConfidentialClient client = street.client(URL).region(Region.named("westus2")).build()) {
      TokenResult token = client.acquireForClient(REQUEST);
      assertThat(use(token).isRegional()).isFalse();
      assertThat(use(token).region()).contains(new RegionName("westus2"));
      assertThat(use(token).fallbackReason().orElseThrow())
          .startsWith("the region's endpoint failed: ")
          .contains(REGIONAL);
      assertThat(street.lookedUp).containsExactly(GLOBAL, REGIONAL);

      street.lookedUp.clear();
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(street.lookedUp).as("left alone for five minutes").doesNotContain(REGIONAL);
      street.time.advance(Duration.ofMinutes(6));
      client.acquireForClient(REQUEST.forceRefresh(true));
      assertThat(street.lookedUp).contains(REGIONAL);
    }
  }

  @Test
  void metadataOfARegionThatPointsElsewhereIsPassedBy() {
    try (Street street = street();
        ConfidentialClient client = street.client(URL).region(Region.named("westus2")).build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.METADATA)
          .next(Fault.body("{\"token_endpoint\":\"https://evil.example/t\"}", "application/json"));
      assertThat(use(client.acquireForClient(REQUEST)).fallbackReason().orElseThrow())
          .contains("outside the cloud");
      assertThat(street.lookedUp).containsExactly(GLOBAL, REGIONAL);
    }
  }

  @Test
  void aRegionsRefusalIsARefusal() {
    try (Street street = street();
        ConfidentialClient client = street.client(URL).region(Region.named("westus2")).build()) {
      street
          .sandbox
          .faults()
          .on(EndpointKind.TOKEN)
          .next(Fault.oauthError("invalid_client", "AADSTS7000215", 7000215));
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .hasMessageContaining("invalid_client");
      assertThat(street.lookedUp).containsExactly(REGIONAL);
    }
  }

  @Test
  void otherKindsHaveNoRegions() {
    try (Street street =
            new Street(
                Sandbox.builder().realm(SandboxRealm.builder("r").build()),
                "sts.contoso.example",
                "id.example");
        ConfidentialClient farm =
            street.client("https://sts.contoso.example/adfs").region(Region.automatic()).build();
        ConfidentialClient other =
            street
                .client(Authority.oidc(URI.create("https://id.example/realms/r")))
                .region(Region.named("westus2"))
                .build()) {
      assertThat(farm.acquireForClient(REQUEST).region()).isEmpty();
      assertThat(other.acquireForClient(ClientRequest.of("api")).region()).isEmpty();
      assertThat(street.lookedUp).containsExactly("id.example", "sts.contoso.example");
    }
  }
}
