package dev.latchkey.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.integration.spring.test.AutoConfigureLatchkeySandbox;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxClock;
import java.time.Duration;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** The application as it is, with the sandbox in place of Entra. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"REPORT_SECRET=s3cret", "server.address=127.0.0.1"})
@AutoConfigureLatchkeySandbox
@DirtiesContext
class ReportApplicationTest {

  private static final OrdersApi ORDERS = new OrdersApi();

  @Autowired private Sandbox sandbox; // users, faults, what was sent
  @Autowired private SandboxClock clock; // clock.advance(Duration.ofHours(2)) ends every token

  @Value("${local.server.port}")
  private int port;

  @DynamicPropertySource
  static void orders(DynamicPropertyRegistry properties) {
    properties.add("orders.uri", () -> "http://" + ORDERS.hostAndPort());
    properties.add("latchkey.apis.orders.hosts", ORDERS::hostAndPort);
    properties.add("latchkey.apis.orders.plain-http-on-loopback", () -> "true");
  }

  @AfterAll
  static void stop() {
    ORDERS.close();
  }

  // The context, and with it the sandbox and the token, belongs to all tests of the class.
  @BeforeEach
  void letOldTokensExpire() {
    clock.advance(Duration.ofHours(2));
    sandbox.requests().clear();
  }

  private String get(String path) {
    return RestClient.create("http://127.0.0.1:" + port)
        .get()
        .uri(path)
        .retrieve()
        .body(String.class);
  }

  @Test
  void tokenIsPutOnAndUsedAgain() {
    assertThat(get("/report")).isEqualTo("report: 3 orders");
    assertThat(get("/report")).isEqualTo("report: 3 orders");

    assertThat(sandbox.requests().tokens())
        .hasSize(1)
        .first()
        .satisfies(
            request -> {
              assertThat(request.formParameter("client_secret")).contains("s3cret");
              assertThat(request.header("x-app-name")).contains("report");
              assertThat(request.formParameter("scope")).contains("api://orders/.default");
            });
  }

  @Test
  void revokedTokenIsReplaced() {
    get("/report");
    ORDERS.revoke();

    assertThat(get("/report")).isEqualTo("report: 3 orders");
    assertThat(sandbox.requests().tokens()).hasSize(2);
  }
}
