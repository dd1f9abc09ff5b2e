package dev.latchkey.integration.spring.test;

import dev.latchkey.integration.spring.ConfidentialClientCustomizer;
import dev.latchkey.integration.spring.LatchkeyAutoConfiguration;
import dev.latchkey.integration.spring.LatchkeyProperties;
import dev.latchkey.integration.spring.PublicClientCustomizer;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.time.TimeSource;
import java.time.temporal.ChronoUnit;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;

/** A sandbox, its clock, and the last word on where clients go. */
@AutoConfiguration(before = LatchkeyAutoConfiguration.class)
final class SandboxAutoConfiguration {

  // An application that has a clock of its own keeps getting it.
  @Bean
  @Fallback
  @ConditionalOnMissingBean
  SandboxClock latchkeySandboxClock() {
    return SandboxClock.at(TimeSource.system().instant().truncatedTo(ChronoUnit.SECONDS));
  }

  @Bean
  @ConditionalOnMissingBean
  Sandbox latchkeySandbox(SandboxClock clock) {
    return Sandbox.builder().clock(clock).start();
  }

  @Bean
  ToSandbox latchkeyToSandbox(LatchkeyProperties properties, Sandbox sandbox, SandboxClock clock) {
    return new ToSandbox(properties, sandbox, clock);
  }

  @Bean
  ConfidentialClientCustomizer latchkeySandboxConfidentialClients(ToSandbox toSandbox) {
    return toSandbox::lead;
  }

  @Bean
  PublicClientCustomizer latchkeySandboxPublicClients(ToSandbox toSandbox) {
    return toSandbox::lead;
  }
}
