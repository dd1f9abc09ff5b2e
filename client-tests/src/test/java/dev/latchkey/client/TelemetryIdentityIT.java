package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.OnBehalfOfRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.application.request.RefreshTokenRequest;
import dev.latchkey.application.request.SilentRequest;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.id.CorrelationId;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import java.time.Duration;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TelemetryIdentityIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);
  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private RecordedRequest sentBy(ConfidentialClient.Builder builder) {
    try (ConfidentialClient client = builder.build()) {
      client.acquireForClient(REQUEST);
    }
    return house.tokenRequests().get(0);
  }

  @Test
  @Tag("S-065")
  void theApplicationsNameIsSentOnlyWhenSet() {
    RecordedRequest request = sentBy(house.client().appName("shop"));
    assertThat(request.header("x-app-name")).contains("shop");
    assertThat(request.header("x-app-ver")).isEmpty();
  }

  @Test
  @Tag("S-066")
  void theApplicationsVersionIsSentOnlyWhenSet() {
    RecordedRequest request = sentBy(house.client().appVersion("1.2.3"));
    assertThat(request.header("x-app-ver")).contains("1.2.3");
    assertThat(request.header("x-app-name")).isEmpty();
  }

  @Test
  void theLibrarySaysWhoItIs() {
    RecordedRequest request = sentBy(house.client());
    assertThat(request.header("x-client-sku")).contains("Latchkey.Java");
    assertThat(request.header("x-client-ver").orElse("")).matches("[0-9].*");
    assertThat(request.header("x-ms-lib-capability")).contains("retry-after, h429");
    assertThat(request.header("accept")).contains("application/json");
    assertThat(request.header("client-request-id").orElse(""))
        .matches("[0-9a-f]{8}-[0-9a-f]{4}-4[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}");
  }

  private static void tells(RecordedRequest request, String current) {
    assertThat(request.header("x-client-current-telemetry")).contains("4|" + current + "|");
  }

  @Test
  @Tag("W-22")
  void eachOperationOfAnApplicationTellsItsOwnNumber() {
    try (ConfidentialClient client = house.client().build()) {
      client.acquireForClient(REQUEST);
      client.acquireForClient(REQUEST.forceRefresh(true));
      tells(house.tokenRequests().get(0), "730,2");
      tells(house.tokenRequests().get(1), "730,1");
    }
    try (Delegation there = new Delegation();
        ConfidentialClient middle = there.middleTier()) {
      middle.acquireOnBehalfOf(
          OnBehalfOfRequest.of(List.of("User.Read"), there.callerToken(Delegation.MIRA)));
      tells(there.tokenRequests().get(0), "301,0");
      tells(there.tokenRequests().get(1), "523,2");
    }
  }

  @Test
  @Tag("W-22")
  void eachOperationOfAPersonTellsItsOwnNumber() {
    try (People people = new People();
        PublicClient client = people.client().build()) {
      client.importRefreshToken(
          RefreshTokenRequest.of(People.SCOPES, people.refreshToken(People.MIRA)));
      List<RecordedRequest> sent = people.house.tokenRequests();
      tells(sent.get(sent.size() - 1), "85,0");
      SilentRequest silent = People.silent(client.accounts().get(0));
      people.time.advance(Duration.ofHours(2));
      people.house.sandbox.requests().clear();
      client.acquireSilently(silent);
      tells(people.house.tokenRequests().get(0), "84,3");
    }
    try (Hotel hotel = new Hotel();
        PublicClient client = hotel.client().build()) {
      PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST);
      client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow));
      tells(hotel.tokenRequest(), "832,0");
    }
    try (Hotel hotel = new Hotel();
        PublicClient client = hotel.client().build()) {
      Robot robot = Robot.signingIn(hotel);
      client.acquireInteractively(InteractiveRequest.of(Hotel.SCOPES).browser(robot));
      robot.join();
      tells(hotel.tokenRequest(), "169,0");
    }
    try (Delegation there = new Delegation();
        PublicClient client = there.program()) {
      client.acquireByDeviceCode(
          DeviceCodeRequest.of(List.of("User.Read")),
          flow -> there.house.sandbox.device().approve(flow.userCode(), Delegation.MIRA));
      tells(there.tokenRequests().get(0), "622,0");
      RecordedRequest begun =
          there.house.sandbox.requests().to(EndpointKind.DEVICE_AUTHORIZATION).get(0);
      assertThat(begun.header("x-client-current-telemetry")).isEmpty();
      assertThat(begun.header("client-request-id"))
          .isEqualTo(there.tokenRequests().get(0).header("client-request-id"));
    }
  }

  @Test
  @Tag("W-22")
  void failuresAreReportedOnceByTheNextRequest() {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.oauthError("invalid_scope", "no"));
    CorrelationId failed = new CorrelationId(new UUID(1, 2));
    try (ConfidentialClient client = house.client().build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST.correlationId(failed)))
          .isInstanceOf(ServiceException.class);
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(ServiceException.class, e -> assertThat(e.isReplayed()).isTrue());
      house.time.advance(Duration.ofMinutes(1));
      client.acquireForClient(REQUEST);
      client.acquireForClient(REQUEST.forceRefresh(true));
    }
    assertThat(house.tokenRequests())
        .extracting(it -> it.header("x-client-last-telemetry").orElse(""))
        .containsExactly("4|0|||", "4|0|730," + failed + "|invalid_scope|", "4|0|||");
  }

  @Test
  void otherProvidersAreToldNothingOfIt() {
    try (ConfidentialClient client =
        house.client().authority(Authority.oidc(house.sandbox.oidcAuthority("demo"))).build()) {
      client.acquireForClient(REQUEST);
    }
    RecordedRequest request = house.tokenRequests().get(0);
    assertThat(request.header("x-client-current-telemetry")).isEmpty();
    assertThat(request.header("x-client-last-telemetry")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\r\nx-evil: 1", "a\u0000", "ü"})
  void aNameThatWouldSplitTheHeaderIsRefused(String name) {
    assertThatThrownBy(() -> house.client().appName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("app name");
  }
}
