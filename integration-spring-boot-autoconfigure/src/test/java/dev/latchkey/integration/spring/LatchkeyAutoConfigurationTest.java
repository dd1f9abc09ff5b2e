package dev.latchkey.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.domain.credential.ClientCredential;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.NoUniqueBeanDefinitionException;
import org.springframework.beans.factory.annotation.BeanFactoryAnnotationUtils;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.context.annotation.ImportCandidates;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.test.context.FilteredClassLoader;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.context.ApplicationContext;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

class LatchkeyAutoConfigurationTest {

  private static final String[] ORDERS = {
    "latchkey.clients.orders.client-id=orders-app", "latchkey.clients.orders.client-secret=s3cret"
  };
  private static final String[] NIGHTLY = {
    "latchkey.clients.nightly.client-id=nightly-app",
    "latchkey.clients.nightly.client-secret=s3cret"
  };

  private final ApplicationContextRunner runner =
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  LatchkeyAutoConfiguration.class,
                  LatchkeyRestClientAutoConfiguration.class,
                  LatchkeyWebClientAutoConfiguration.class,
                  LatchkeyHealthAutoConfiguration.class,
                  LatchkeyMetricsAutoConfiguration.class,
                  LatchkeyActuatorAutoConfiguration.class));

  @Test
  void bootFindsEveryPart() {
    assertThat(ImportCandidates.load(AutoConfiguration.class, null).getCandidates())
        .contains(
            LatchkeyAutoConfiguration.class.getName(),
            LatchkeyRestClientAutoConfiguration.class.getName(),
            LatchkeyWebClientAutoConfiguration.class.getName(),
            LatchkeyHealthAutoConfiguration.class.getName(),
            LatchkeyMetricsAutoConfiguration.class.getName(),
            LatchkeyActuatorAutoConfiguration.class.getName());
  }

  @Test
  void withoutPropertiesThereIsNoClient() {
    runner.run(
        context ->
            assertThat(context)
                .hasNotFailed()
                .doesNotHaveBean(ConfidentialClient.class)
                .doesNotHaveBean(PublicClient.class)
                .doesNotHaveBean(ManagedIdentityClient.class));
  }

  @Test
  void oneClientOfAKindIsFoundByItsType() {
    runner
        .withPropertyValues(ORDERS)
        .withPropertyValues(
            "latchkey.clients.desk.kind=public",
            "latchkey.clients.desk.client-id=desk-app",
            "latchkey.clients.host.kind=managed-identity")
        .run(
            context ->
                assertThat(context)
                    .hasSingleBean(ConfidentialClient.class)
                    .hasSingleBean(PublicClient.class)
                    .hasSingleBean(ManagedIdentityClient.class)
                    .hasBean("latchkey.clients.orders")
                    .hasBean("latchkey.clients.desk")
                    .hasBean("latchkey.clients.host"));
  }

  @Test
  void severalClientsOfAKindAreFoundByTheirNames() {
    runner
        .withPropertyValues(ORDERS)
        .withPropertyValues(NIGHTLY)
        .run(
            context -> {
              assertThat(context).getBean("latchkey.clients.orders").isNotNull();
              assertThat(qualified(context, "orders"))
                  .isSameAs(context.getBean("latchkey.clients.orders"));
              assertThat(qualified(context, "nightly"))
                  .isSameAs(context.getBean("latchkey.clients.nightly"));
              assertThatExceptionOfType(NoUniqueBeanDefinitionException.class)
                  .isThrownBy(() -> context.getBean(ConfidentialClient.class))
                  .withMessageContaining("latchkey.clients.nightly");
            });
  }

  private static ConfidentialClient qualified(ApplicationContext context, String name) {
    return BeanFactoryAnnotationUtils.qualifiedBeanOfType(
        context.getAutowireCapableBeanFactory(), ConfidentialClient.class, name);
  }

  @Test
  void mistakeEndsTheStart() {
    runner
        .withPropertyValues("latchkey.clients.orders.client-id=orders-app")
        .run(
            context ->
                assertThat(context)
                    .getFailure()
                    .rootCause()
                    .hasMessageStartingWith("latchkey.clients.orders has no credential"));
  }

  @Test
  void fileThatCannotBeReadEndsTheStart() {
    runner
        .withPropertyValues(
            "latchkey.clients.orders.client-id=orders-app",
            "latchkey.clients.orders.certificate.file=/nowhere/app.pem")
        .run(context -> assertThat(context).getFailure().rootCause().isNotNull());
  }

  @Configuration(proxyBeanMethods = false)
  static class OwnClient {
    @Bean("latchkey.clients.orders")
    ConfidentialClient own() {
      return ConfidentialClient.builder("own-app", ClientCredential.secret("own")).build();
    }
  }

  @Test
  void beanOfTheApplicationTakesThePlace() {
    runner
        .withUserConfiguration(OwnClient.class)
        .withPropertyValues(ORDERS)
        .run(context -> assertThat(context).hasSingleBean(ConfidentialClient.class));
  }

  @Configuration(proxyBeanMethods = false)
  static class Customizers {
    private final List<String> called = new CopyOnWriteArrayList<>();

    @Bean
    ConfidentialClientCustomizer confidential() {
      return (name, builder) -> called.add("confidential " + name);
    }

    @Bean
    PublicClientCustomizer publics() {
      return (name, builder) -> called.add("public " + name);
    }

    @Bean
    ManagedIdentityClientCustomizer managed() {
      return (name, builder) -> called.add("managed identity " + name);
    }
  }

  @Test
  void customizersSeeEachClientOfTheirKind() {
    runner
        .withUserConfiguration(Customizers.class)
        .withPropertyValues(ORDERS)
        .withPropertyValues(
            "latchkey.clients.desk.kind=public",
            "latchkey.clients.desk.client-id=desk-app",
            "latchkey.clients.host.kind=managed-identity")
        .run(
            context ->
                assertThat(context.getBean(Customizers.class).called)
                    .containsExactlyInAnyOrder(
                        "confidential orders", "public desk", "managed identity host"));
  }

  @Test
  void contextClosesItsClients() {
    runner
        .withPropertyValues(ORDERS)
        .run(
            context -> {
              ConfidentialClient app = context.getBean(ConfidentialClient.class);
              context.close();

              assertThatIllegalStateException()
                  .isThrownBy(() -> app.acquireForClient(ClientRequest.of("scope")));
            });
  }

  @Test
  void applicationWithoutTheRestOfBootHasItsClients() {
    runner
        .withPropertyValues(ORDERS)
        .withClassLoader(
            new FilteredClassLoader(
                "org.springframework.boot.health.contributor",
                "org.springframework.boot.actuate",
                "org.springframework.boot.restclient",
                "org.springframework.boot.webclient",
                "org.springframework.web",
                "io.micrometer",
                "reactor"))
        .run(
            context ->
                assertThat(context)
                    .hasNotFailed()
                    .hasSingleBean(ConfidentialClient.class)
                    .doesNotHaveBean("latchkeyHealthIndicator")
                    .doesNotHaveBean("latchkeyRestClientCustomizer")
                    .doesNotHaveBean("latchkeyWebClientCustomizer"));
  }

  @Test
  void healthCanBeSwitchedOff() {
    runner.run(context -> assertThat(context).hasSingleBean(HealthIndicator.class));
    runner
        .withPropertyValues("management.health.latchkey.enabled=false")
        .run(context -> assertThat(context).doesNotHaveBean(HealthIndicator.class));
  }
}
