package dev.latchkey.integration.spring;

import dev.latchkey.client.CacheProtection;
import dev.latchkey.client.ClientBuilder;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.client.PublicClient;
import dev.latchkey.client.SharedOptions;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.identity.ManagedIdentityId;
import java.util.List;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.ssl.SslBundles;

/** Builds clients: properties first, then what customizers say. */
final class ClientFactory {

  private final LatchkeyProperties properties;
  private final ClientRecords records;
  private final ObjectProvider<EventSink> sinks;
  private final ObjectProvider<SslBundles> bundles;
  private final ObjectProvider<ConfidentialClientCustomizer> confidential;
  private final ObjectProvider<PublicClientCustomizer> publics;
  private final ObjectProvider<ManagedIdentityClientCustomizer> managed;

  ClientFactory(
      LatchkeyProperties properties,
      ClientRecords records,
      ObjectProvider<EventSink> sinks,
      ObjectProvider<SslBundles> bundles,
      ObjectProvider<ConfidentialClientCustomizer> confidential,
      ObjectProvider<PublicClientCustomizer> publics,
      ObjectProvider<ManagedIdentityClientCustomizer> managed) {
    this.properties = properties;
    this.records = records;
    this.sinks = sinks;
    this.bundles = bundles;
    this.confidential = confidential;
    this.publics = publics;
    this.managed = managed;
  }

  ConfidentialClient confidential(String name) {
    LatchkeyProperties.Client client = client(name);
    ConfidentialClient.Builder builder =
        ConfidentialClient.builder(clientId(client), Credentials.of(client, bundles::getObject));
    shared(name, builder);
    authority(client, builder);
    client.chosenRegion().ifPresent(builder::region);
    confidential.orderedStream().forEach(it -> it.customize(name, builder));
    return builder.build();
  }

  PublicClient publicClient(String name) {
    LatchkeyProperties.Client client = client(name);
    PublicClient.Builder builder = PublicClient.builder(clientId(client));
    shared(name, builder);
    authority(client, builder);
    publics.orderedStream().forEach(it -> it.customize(name, builder));
    return builder.build();
  }

  ManagedIdentityClient managedIdentity(String name) {
    LatchkeyProperties.Client client = client(name);
    ManagedIdentityClient.Builder builder = ManagedIdentityClient.builder(identity(client));
    shared(name, builder);
    if (!client.capabilities().isEmpty()) {
      builder.capabilities(client.capabilities());
    }
    managed.orderedStream().forEach(it -> it.customize(name, builder));
    return builder.build();
  }

  private LatchkeyProperties.Client client(String name) {
    return Objects.requireNonNull(properties.clients().get(name), name);
  }

  private static String clientId(LatchkeyProperties.Client client) {
    return Objects.requireNonNull(client.clientId(), "client-id");
  }

  private static ManagedIdentityId identity(LatchkeyProperties.Client client) {
    if (client.clientId() != null) {
      return ManagedIdentityId.clientId(client.clientId());
    }
    if (client.objectId() != null) {
      return ManagedIdentityId.objectId(client.objectId());
    }
    return client.resourceId() != null
        ? ManagedIdentityId.resourceId(client.resourceId())
        : ManagedIdentityId.systemAssigned();
  }

  private static void authority(LatchkeyProperties.Client client, ClientBuilder<?> builder) {
    if (client.authority() != null) {
      builder.authority(Authority.parse(client.authority()));
    }
    if (client.oidcAuthority() != null) {
      builder.authority(Authority.oidc(client.oidcAuthority()));
    }
    builder.instanceDiscovery(client.instanceDiscovery());
    if (!client.capabilities().isEmpty()) {
      builder.clientCapabilities(client.capabilities().toArray(String[]::new));
    }
  }

  private void shared(String name, SharedOptions<?> builder) {
    LatchkeyProperties.Http http = properties.http();
    builder.http(settings(http));
    tokenCache(client(name).tokenCache(), builder);
    if (http.provider() != null) {
      builder.httpProvider(http.provider());
    }
    List<EventSink> all =
        Stream.concat(Stream.of(records.of(name)), sinks.orderedStream()).toList();
    builder.eventSink(new AllSinks(all));
  }

  private static void tokenCache(
      LatchkeyProperties.@Nullable TokenCache cache, SharedOptions<?> builder) {
    if (cache == null) {
      return;
    }
    LatchkeyProperties.Keys keys = cache.keys();
    builder.tokenCacheStore(
        Objects.requireNonNull(cache.store(), "store"),
        cache.settings(),
        keys == null
            ? CacheProtection.plaintext()
            : CacheProtection.encrypted(
                Objects.requireNonNull(keys.source(), "keys.source"), keys.settings()));
  }

  static HttpSettings settings(LatchkeyProperties.Http http) {
    HttpSettings settings = HttpSettings.defaults();
    if (http.timeout() != null) {
      settings = settings.timeout(http.timeout());
    }
    if (http.connectTimeout() != null) {
      settings = settings.connectTimeout(http.connectTimeout());
    }
    if (http.caFile() != null) {
      settings = settings.trust(Trust.caFile(http.caFile()));
    }
    if (http.proxy() != null) {
      settings = settings.proxy(http.proxy().way());
    }
    return settings;
  }
}
