package dev.latchkey.examples.spring;

import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.integration.spring.test.AutoConfigureLatchkeySandbox;
import dev.latchkey.spi.event.EventSink;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.test.context.SpringBootTest;
import org.springframework.boot.test.context.TestConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.test.annotation.DirtiesContext;
import org.springframework.test.context.DynamicPropertyRegistry;
import org.springframework.test.context.DynamicPropertySource;
import org.springframework.web.client.RestClient;

/** What operators see of the clients. */
@SpringBootTest(
    webEnvironment = SpringBootTest.WebEnvironment.RANDOM_PORT,
    properties = {"REPORT_SECRET=s3cret", "server.address=127.0.0.1"})
@AutoConfigureLatchkeySandbox
@DirtiesContext
class OperationsTest {

  private static final OrdersApi ORDERS = new OrdersApi();
  private static final CountDownLatch TWO_EVENTS = new CountDownLatch(2);

  @TestConfiguration(proxyBeanMethods = false)
  static class Events {
    @Bean
    EventSink counting() {
      return event -> TWO_EVENTS.countDown();
    }
  }

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

  private String get(String path) {
    return RestClient.create("http://127.0.0.1:" + port)
        .get()
        .uri(path)
        .retrieve()
        .body(String.class);
  }

  // Sinks are told one event after the other: with the second, all have heard of the first.
  @Test
  void healthAndMetricsTellOfTheClient() throws InterruptedException {
    get("/report");
    get("/report");
    assertThat(TWO_EVENTS.await(20, TimeUnit.SECONDS)).isTrue();

    assertThat(get("/actuator/metrics/latchkey.acquisitions")).contains("client-credentials");
    assertThat(get("/actuator/health/latchkey")).contains("\"report\":{\"status\":\"UP\"");
  }
}
