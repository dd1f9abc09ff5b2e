package dev.latchkey.integration.spring;

import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.spi.event.EventSink;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Import;

/**
 * Makes a bean of each client under {@code latchkey.clients}: a {@link ConfidentialClient}, a
 * {@link dev.latchkey.client.PublicClient} or a {@link dev.latchkey.client.ManagedIdentityClient},
 * which the context closes. Where there is one of a kind it is injected by its type, else by its
 * qualifier. A bean of the application with the name {@code latchkey.clients.NAME} takes the place
 * of the one that would be made. Every {@link EventSink} that is a bean is told of every
 * acquisition.
 *
 * @since 0.1
 */
@AutoConfiguration
@ConditionalOnClass(ConfidentialClient.class)
@EnableConfigurationProperties(LatchkeyProperties.class)
@Import(ClientRegistrar.class)
public final class LatchkeyAutoConfiguration {

  /** Called by Spring. */
  public LatchkeyAutoConfiguration() {}

  @Bean
  ClientRecords latchkeyClientRecords() {
    return new ClientRecords();
  }

  @Bean
  ClientFactory latchkeyClientFactory(
      LatchkeyProperties properties,
      ClientRecords records,
      ObjectProvider<EventSink> sinks,
      ObjectProvider<SslBundles> bundles,
      ObjectProvider<ConfidentialClientCustomizer> confidential,
      ObjectProvider<PublicClientCustomizer> publics,
      ObjectProvider<ManagedIdentityClientCustomizer> managed) {
    return new ClientFactory(properties, records, sinks, bundles, confidential, publics, managed);
  }

  @Bean
  ApiTokens latchkeyApiTokens(LatchkeyProperties properties, BeanFactory beans) {
    return new ApiTokens(properties, beans);
  }
}
