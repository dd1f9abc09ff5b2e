package dev.latchkey.integration.spring;

import dev.latchkey.observability.micrometer.MicrometerEventSink;
import io.micrometer.core.instrument.MeterRegistry;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;

/** Counts and times acquisitions in the application's meter registry. */
@AutoConfiguration(
    after = LatchkeyAutoConfiguration.class,
    afterName =
        "org.springframework.boot.micrometer.metrics.autoconfigure.CompositeMeterRegistryAutoConfiguration")
@ConditionalOnClass({MicrometerEventSink.class, MeterRegistry.class})
@ConditionalOnBean(MeterRegistry.class)
final class LatchkeyMetricsAutoConfiguration {

  @Bean
  @ConditionalOnMissingBean
  MicrometerEventSink latchkeyMetrics(MeterRegistry registry) {
    return MicrometerEventSink.of(registry);
  }
}
