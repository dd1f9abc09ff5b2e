package dev.latchkey.integration.spring;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.integration.http.TokenHosts;
import dev.latchkey.integration.http.TokenSupply;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.springframework.beans.factory.BeanFactory;

/** The tokens for the APIs that the properties name. */
final class ApiTokens {

  private final LatchkeyProperties properties;
  private final BeanFactory beans;

  ApiTokens(LatchkeyProperties properties, BeanFactory beans) {
    this.properties = properties;
    this.beans = beans;
  }

  /** What one API needs, for either kind of HTTP client. */
  record ApiToken(TokenHosts hosts, TokenSupply blocking, AsyncTokenSupply async) {}

  boolean isEmpty() {
    return properties.apis().isEmpty();
  }

  // By name, so that it does not depend on the hash which of two APIs on one host comes first.
  List<ApiToken> all() {
    return properties.apis().entrySet().stream()
        .sorted(Map.Entry.comparingByKey())
        .map(api -> token(LatchkeyProperties.APIS + api.getKey(), api.getValue()))
        .toList();
  }

  private ApiToken token(String property, LatchkeyProperties.Api api) {
    TokenHosts https = TokenHosts.of(api.hosts().toArray(String[]::new));
    TokenHosts hosts = api.plainHttpOnLoopback() ? https.plainHttpOnLoopback() : https;
    String name = api.clientName(property, properties.clients());
    LatchkeyProperties.Client client = Objects.requireNonNull(properties.clients().get(name), name);
    return client.kind() == LatchkeyProperties.Kind.MANAGED_IDENTITY
        ? ofHost(
            hosts, bean(name, ManagedIdentityClient.class), ResourceRequest.of(api.scopes().get(0)))
        : ofApplication(
            hosts, bean(name, ConfidentialClient.class), ClientRequest.of(api.scopes()));
  }

  private <T> T bean(String name, Class<T> type) {
    return beans.getBean(LatchkeyProperties.CLIENTS + name, type);
  }

  private static ApiToken ofApplication(
      TokenHosts hosts, ConfidentialClient client, ClientRequest request) {
    return new ApiToken(
        hosts,
        claims -> client.acquireForClient(claims.map(request::claims).orElse(request)),
        claims ->
            client.async(c -> c.acquireForClient(claims.map(request::claims).orElse(request))));
  }

  private static ApiToken ofHost(
      TokenHosts hosts, ManagedIdentityClient client, ResourceRequest request) {
    return new ApiToken(
        hosts,
        claims -> client.acquireForResource(claims.map(request::claims).orElse(request)),
        claims ->
            client.async(c -> c.acquireForResource(claims.map(request::claims).orElse(request))));
  }
}
