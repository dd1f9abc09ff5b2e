package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.DeviceCodeRequest;
import dev.latchkey.application.request.InteractiveRequest;
import dev.latchkey.application.request.PasswordRequest;
import dev.latchkey.application.request.PendingAuthCodeFlow;
import dev.latchkey.domain.token.TokenResult;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

/** Whom a token stands for: a person who is then listed, or the application alone. */
@Timeout(60)
class ScenariosIT {

  @Test
  @Tag("S-002")
  void everyFlowForPeopleEndsWithAnAccountThatIsListed() {
    try (Hotel hotel = new Hotel();
        PublicClient client = hotel.client().build()) {
      Robot robot = Robot.signingIn(hotel);
      requireListed(
          client, client.acquireInteractively(InteractiveRequest.of(Hotel.SCOPES).browser(robot)));
      robot.join();

      PendingAuthCodeFlow flow = client.beginAuthCodeFlow(Hotel.REQUEST);
      requireListed(client, client.completeAuthCodeFlow(Hotel.saved(flow), hotel.answer(flow)));

      requireListed(
          client,
          client.acquireByDeviceCode(
              DeviceCodeRequest.of(Hotel.SCOPES),
              shown -> hotel.house.sandbox.device().approve(shown.userCode(), Hotel.MIRA)));

      requireListed(
          client,
          client.acquireByPassword(
              PasswordRequest.of(Hotel.SCOPES, Hotel.MIRA, "password".toCharArray())));
    }
  }

  private static void requireListed(PublicClient client, TokenResult result) {
    assertThat(result.account().orElseThrow().username()).isEqualTo(Hotel.MIRA);
    assertThat(client.accounts()).containsExactly(result.account().orElseThrow());
    client.removeAccount(result.account().orElseThrow());
    assertThat(client.accounts()).isEmpty();
  }

  @Test
  @Tag("S-003")
  void tokenOfTheApplicationStandsForNobody() {
    try (House house = new House();
        ConfidentialClient client = house.client().build()) {
      TokenResult result = client.acquireForClient(ClientRequest.of(House.SCOPE));

      assertThat(result.hasAccessToken()).isTrue();
      assertThat(result.account()).isEmpty();
      assertThat(client.accounts()).isEmpty();
    }
  }
}
