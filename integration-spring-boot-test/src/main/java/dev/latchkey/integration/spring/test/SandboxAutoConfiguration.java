package dev.latchkey.integration.spring.test;

import dev.latchkey.integration.spring.ConfidentialClientCustomizer;
import dev.latchkey.integration.spring.LatchkeyAutoConfiguration;
import dev.latchkey.integration.spring.LatchkeyProperties;
import dev.latchkey.integration.spring.ManagedIdentityClientCustomizer;
import dev.latchkey.integration.spring.PublicClientCustomizer;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxClock;
import dev.latchkey.spi.time.TimeSource;
import java.time.temporal.ChronoUnit;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Fallback;
import org.springframework.context.annotation.Lazy;

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

  // Listens for those who have a managed identity, and for nobody else.
  @Bean
  @Lazy
  @ConditionalOnMissingBean
  AzureHost latchkeySandboxHost(LatchkeyProperties properties, SandboxClock clock) {
    return AzureHost.builder(AzureHost.Kind.APP_SERVICE)
        .identities(HostIdentities.of(properties))
        .clock(clock)
        .start();
  }

  @Bean
  ToSandbox latchkeyToSandbox(
      LatchkeyProperties properties,
      Sandbox sandbox,
      SandboxClock clock,
      ObjectProvider<AzureHost> host,
      ObjectProvider<SslBundles> bundles) {
    return new ToSandbox(properties, sandbox, clock, host, bundles);
  }

  @Bean
  ConfidentialClientCustomizer latchkeySandboxConfidentialClients(ToSandbox toSandbox) {
    return toSandbox::lead;
  }

  @Bean
  PublicClientCustomizer latchkeySandboxPublicClients(ToSandbox toSandbox) {
    return toSandbox::lead;
  }

  @Bean
  ManagedIdentityClientCustomizer latchkeySandboxManagedIdentities(ToSandbox toSandbox) {
    return (name, builder) -> toSandbox.lead(builder);
  }
}
