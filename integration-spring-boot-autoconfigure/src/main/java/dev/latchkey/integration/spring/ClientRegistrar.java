package dev.latchkey.integration.spring;

import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.client.PublicClient;
import java.util.function.Supplier;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.beans.factory.annotation.Qualifier;
import org.springframework.beans.factory.support.AutowireCandidateQualifier;
import org.springframework.beans.factory.support.BeanDefinitionRegistry;
import org.springframework.beans.factory.support.RootBeanDefinition;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.context.annotation.ImportBeanDefinitionRegistrar;
import org.springframework.core.env.Environment;
import org.springframework.core.type.AnnotationMetadata;

/** Makes a bean of each client that the properties name. The context closes it. */
final class ClientRegistrar implements ImportBeanDefinitionRegistrar {

  private final Environment environment;
  private final BeanFactory beans;

  ClientRegistrar(Environment environment, BeanFactory beans) {
    this.environment = environment;
    this.beans = beans;
  }

  @Override
  public void registerBeanDefinitions(
      AnnotationMetadata metadata, BeanDefinitionRegistry registry) {
    Binder.get(environment)
        .bindOrCreate("latchkey", LatchkeyProperties.class)
        .clients()
        .forEach((name, client) -> register(registry, name, client.kind()));
  }

  // Auto-configuration comes after the beans of the application: one of that name is there already.
  private void register(
      BeanDefinitionRegistry registry, String name, LatchkeyProperties.Kind kind) {
    String beanName = LatchkeyProperties.CLIENTS + name;
    if (!registry.containsBeanDefinition(beanName)) {
      RootBeanDefinition definition = definition(name, kind);
      definition.addQualifier(new AutowireCandidateQualifier(Qualifier.class, name));
      registry.registerBeanDefinition(beanName, definition);
    }
  }

  private RootBeanDefinition definition(String name, LatchkeyProperties.Kind kind) {
    return switch (kind) {
      case CONFIDENTIAL -> made(ConfidentialClient.class, () -> factory().confidential(name));
      case PUBLIC -> made(PublicClient.class, () -> factory().publicClient(name));
      case MANAGED_IDENTITY ->
          made(ManagedIdentityClient.class, () -> factory().managedIdentity(name));
    };
  }

  private static <T> RootBeanDefinition made(Class<T> type, Supplier<T> supplier) {
    return new RootBeanDefinition(type, supplier);
  }

  private ClientFactory factory() {
    return beans.getBean(ClientFactory.class);
  }
}
