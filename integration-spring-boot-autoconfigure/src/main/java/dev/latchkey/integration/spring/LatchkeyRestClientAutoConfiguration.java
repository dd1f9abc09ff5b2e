package dev.latchkey.integration.spring;

import java.util.List;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.http.client.ClientHttpRequestFactoryBuilder;
import org.springframework.boot.http.client.HttpClientSettings;
import org.springframework.boot.http.client.HttpRedirects;
import org.springframework.boot.restclient.RestClientCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.core.annotation.Order;
import org.springframework.http.client.ClientHttpRequestFactory;

/** Tokens on the requests of each {@code RestClient} that is made with Boot's builder. */
@AutoConfiguration(after = LatchkeyAutoConfiguration.class)
@ConditionalOnClass({RestClientCustomizer.class, ClientHttpRequestFactoryBuilder.class})
final class LatchkeyRestClientAutoConfiguration {

  // Before what the application says, so that it may bring a request factory of its own.
  @Bean
  @Order(0)
  RestClientCustomizer latchkeyRestClientCustomizer(
      ApiTokens apis,
      ObjectProvider<ClientHttpRequestFactoryBuilder<?>> factories,
      ObjectProvider<HttpClientSettings> settings) {
    if (apis.isEmpty()) {
      return builder -> {};
    }
    List<TokenRequestInterceptor> interceptors =
        apis.all().stream()
            .map(api -> new TokenRequestInterceptor(api.hosts(), api.blocking()))
            .toList();
    ClientHttpRequestFactory factory =
        factories
            .getIfAvailable(ClientHttpRequestFactoryBuilder::detect)
            .build(
                settings
                    .getIfAvailable(HttpClientSettings::defaults)
                    .withRedirects(HttpRedirects.DONT_FOLLOW));
    return builder ->
        builder.requestFactory(factory).requestInterceptors(all -> all.addAll(interceptors));
  }
}
