package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.sandbox.RecordedRequest;
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

  @ParameterizedTest
  @ValueSource(strings = {"", " ", "a\r\nx-evil: 1", "a\u0000", "ü"})
  void aNameThatWouldSplitTheHeaderIsRefused(String name) {
    assertThatThrownBy(() -> house.client().appName(name))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith("app name");
  }
}
