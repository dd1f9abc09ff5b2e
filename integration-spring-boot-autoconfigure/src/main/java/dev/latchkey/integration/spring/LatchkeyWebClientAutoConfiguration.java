package dev.latchkey.integration.spring;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.http.client.reactive.ClientHttpConnectorBuilder;
import org.springframework.boot.webclient.WebClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.reactive.ClientHttpConnector;

/** Tokens on the requests of each {@code WebClient} that is made with Boot's builder. */
@AutoConfiguration(after = LatchkeyAutoConfiguration.class)
@ConditionalOnClass({WebClientCustomizer.class, ClientHttpConnectorBuilder.class})
final class LatchkeyWebClientAutoConfiguration {

  // After Boot's connector, before what the application says.
  @Bean
  @Order(1)
  WebClientCustomizer latchkeyWebClientCustomizer(
      ApiTokens apis,
      ObjectProvider<ClientHttpConnectorBuilder<?>> connectors,
      ObjectProvider<HttpClientSettings> settings) {
    if (apis.isEmpty()) {
      return builder -> {};
    }
    List<TokenExchangeFilter> filters =
        apis.all().stream().map(api -> new TokenExchangeFilter(api.hosts(), api.async())).toList();
    ClientHttpConnector connector =
        connectors
            .getIfAvailable(ClientHttpConnectorBuilder::detect)
            .build(
                settings
                    .getIfAvailable(HttpClientSettings::defaults)
                    .withRedirects(HttpRedirects.DONT_FOLLOW));
    return builder -> builder.clientConnector(connector).filters(all -> all.addAll(filters));
  }
}
