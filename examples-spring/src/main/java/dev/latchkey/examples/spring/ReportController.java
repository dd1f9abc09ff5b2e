package dev.latchkey.examples.spring;

import org.springframework.beans.factory.annotation.Value;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.client.RestClient;

/** Nothing in here is about tokens: {@code latchkey.apis} in application.yaml says it all. */
@RestController
class ReportController {

  private final RestClient orders;

  ReportController(RestClient.Builder builder, @Value("${orders.uri}") String uri) {
    this.orders = builder.baseUrl(uri).build(); // the builder is Boot's own
  }

  @GetMapping("/report")
  String report() {
    return "report: " + orders.get().uri("/orders").retrieve().body(String.class);
  }
}
