package dev.latchkey.examples.spring;

import dev.latchkey.integration.spring.ConfidentialClientCustomizer;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.context.annotation.Bean;

/** A web API that makes reports of what another API knows. */
@SpringBootApplication
public class ReportApplication {

  /**
   * Starts the application.
   *
   * @param args properties, as Spring Boot takes them
   */
  public static void main(String[] args) {
    SpringApplication.run(ReportApplication.class, args);
  }

  @Bean
  ConfidentialClientCustomizer named() {
    return (name, builder) -> builder.appName("report").appVersion("1.0");
  }
}
