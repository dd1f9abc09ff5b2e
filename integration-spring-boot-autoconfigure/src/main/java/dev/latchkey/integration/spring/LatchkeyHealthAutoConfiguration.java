package dev.latchkey.integration.spring;

import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.health.autoconfigure.contributor.ConditionalOnEnabledHealthIndicator;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.context.annotation.Bean;

/** Tells of the clients in {@code /actuator/health}. */
@AutoConfiguration(after = LatchkeyAutoConfiguration.class)
@ConditionalOnClass(HealthIndicator.class)
@ConditionalOnEnabledHealthIndicator("latchkey")
final class LatchkeyHealthAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean(name = "latchkeyHealthIndicator")
  HealthIndicator latchkeyHealthIndicator(ClientRecords records) {
    return new ClientsHealth(records);
  }
}
