package dev.latchkey.integration.spring;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.domain.authority.Region;
import dev.latchkey.domain.credential.Secret;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.NoProxy;
import dev.latchkey.spi.http.Proxy;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class LatchkeyPropertiesTest {

  private static LatchkeyProperties bound(String... lines) {
    Map<String, String> values = new HashMap<>();
    Arrays.stream(lines)
        .map(line -> line.strip().split("=", 2))
        .forEach(pair -> values.put("latchkey." + pair[0], pair[1]));
    return new Binder(new MapConfigurationPropertySource(values))
        .bindOrCreate("latchkey", LatchkeyProperties.class);
  }

  @Test
  void nothingIsNeeded() {
    LatchkeyProperties properties = bound();

    assertThat(properties.clients()).isEmpty();
    assertThat(properties.apis()).isEmpty();
    assertThat(properties.http())
        .isEqualTo(new LatchkeyProperties.Http(null, null, null, null, null));
  }

  @Test
  void everythingIsRead() {
    LatchkeyProperties properties =
        bound(
            "clients.orders.client-id=app",
            "clients.orders.authority=https://login.microsoftonline.com/contoso",
            "clients.orders.client-secret=s3cret",
            "clients.orders.capabilities=CP1",
            "clients.orders.region=westus2",
            "clients.orders.token-cache.store=file",
            "clients.orders.token-cache.settings.path=/var/cache/app",
            "clients.orders.token-cache.settings.lock-wait=PT2S",
            "clients.orders.token-cache.keys.source=environment",
            "clients.orders.token-cache.keys.settings.variable=CACHE_KEYS",
            "clients.nightly.clientId=other",
            "clients.nightly.certificate.file=/keys/app.pem",
            "clients.nightly.certificate.passphrase=pass",
            "clients.host.kind=managed-identity",
            "apis.orders.client=orders",
            "apis.orders.hosts=api.example.com, api.example.com:8443",
            "apis.orders.scopes=api://orders/.default",
            "http.timeout=10s",
            "http.ca-file=/keys/ca.pem",
            "http.proxy.host=proxy.corp.example",
            "http.proxy.port=3128",
            "http.proxy.user=app",
            "http.proxy.password=marker",
            "http.proxy.except=.corp.example, 10.0.0.0/8");

    LatchkeyProperties.Client orders = properties.clients().get("orders");
    assertThat(orders.kind()).isEqualTo(LatchkeyProperties.Kind.CONFIDENTIAL);
    assertThat(orders.clientSecret()).isEqualTo(Secret.of("s3cret"));
    assertThat(orders.capabilities()).containsExactly("CP1");
    assertThat(orders.instanceDiscovery()).isTrue();
    assertThat(properties.clients().get("nightly").certificate())
        .isEqualTo(
            new LatchkeyProperties.Certificate(
                null, Path.of("/keys/app.pem"), null, Secret.of("pass"), false));
    assertThat(properties.apis().get("orders").hosts())
        .containsExactly("api.example.com", "api.example.com:8443");
    assertThat(properties.http().timeout()).isEqualTo(Duration.ofSeconds(10));
    assertThat(properties.http().caFile()).isEqualTo(Path.of("/keys/ca.pem"));
    assertThat(orders.chosenRegion()).contains(Region.named("westus2"));
    assertThat(orders.tokenCache())
        .isEqualTo(
            new LatchkeyProperties.TokenCache(
                "file",
                Map.of("path", "/var/cache/app", "lock-wait", "PT2S"),
                new LatchkeyProperties.Keys("environment", Map.of("variable", "CACHE_KEYS")),
                false));
    assertThat(ClientFactory.settings(properties.http()).proxy())
        .isEqualTo(
            Proxy.via(new HostAndPort("proxy.corp.example", 3128), "app", Secret.of("marker"))
                .except(NoProxy.parse(".corp.example,10.0.0.0/8")));
  }

  @Test
  void secretsDoNotPrint() {
    LatchkeyProperties properties =
        bound(
            "http.proxy.host=proxy.corp.example",
            "http.proxy.port=3128",
            "http.proxy.user=app",
            "http.proxy.password=marker-3",
            "clients.orders.client-id=app",
            "clients.orders.client-secret=marker-1",
            "clients.nightly.client-id=app",
            "clients.nightly.certificate.file=/keys/app.pem",
            "clients.nightly.certificate.passphrase=marker-2");

    assertThat(properties.toString()).contains("/keys/app.pem").doesNotContain("marker");
  }

  @ParameterizedTest(name = "{0}: {1}")
  @CsvSource(
      delimiter = '|',
      value = {
        "clients.a.client-secret=s | latchkey.clients.a.client-id is missing",
        "clients.a.client-id=x | latchkey.clients.a has no credential",
        "clients.a.client-id=x; clients.a.client-secret=s; clients.a.assertion-file=/f"
            + " | latchkey.clients.a has more than one credential",
        "clients.a.client-id=x; clients.a.certificate.passphrase=p"
            + " | latchkey.clients.a.certificate.file is missing",
        "clients.a.client-id=x; clients.a.client-secret=s; clients.a.authority=https://h/t;"
            + " clients.a.oidc-authority=https://h/r"
            + " | latchkey.clients.a has both authority and oidc-authority",
        "clients.a.client-id=x; clients.a.client-secret=s; clients.a.object-id=o"
            + " | latchkey.clients.a.object-id does not belong there",
        "clients.a.kind=public; clients.a.client-id=x; clients.a.client-secret=s"
            + " | latchkey.clients.a.client-secret does not belong there",
        "clients.a.kind=managed-identity; clients.a.client-id=x; clients.a.object-id=o"
            + " | latchkey.clients.a names its identity more than once",
        "clients.a.kind=managed-identity; clients.a.authority=https://h/t"
            + " | latchkey.clients.a.authority does not belong there",
        "clients.a.kind=managed-identity; clients.a.region=westus2"
            + " | latchkey.clients.a.region does not belong there",
        "clients.a.client-id=x; clients.a.client-secret=s; clients.a.region=a/b"
            + " | latchkey.clients.a.region is no region; write auto, never or a name",
        "clients.a.client-id=x; clients.a.certificate.ssl-bundle=b; clients.a.certificate.file=/f"
            + " | latchkey.clients.a.certificate.file does not belong there",
        "clients.a.kind=managed-identity; clients.a.token-cache.plaintext=true"
            + " | latchkey.clients.a.token-cache.store is missing",
        "clients.a.kind=managed-identity; clients.a.token-cache.store=file"
            + " | latchkey.clients.a.token-cache does not say how to encrypt",
        "clients.a.kind=managed-identity; clients.a.token-cache.store=file;"
            + " clients.a.token-cache.plaintext=true; clients.a.token-cache.keys.source=key-file"
            + " | latchkey.clients.a.token-cache has both keys and plaintext",
        "clients.a.kind=managed-identity; clients.a.token-cache.store=file;"
            + " clients.a.token-cache.keys.settings.path=/k"
            + " | latchkey.clients.a.token-cache.keys.source is missing",
        "http.proxy.port=3128 | latchkey.http.proxy.host is missing",
        "http.proxy.host=p | latchkey.http.proxy.port is missing",
        "http.proxy.host=p; http.proxy.port=3128; http.proxy.user=u"
            + " | latchkey.http.proxy has one of user and password",
        "http.proxy.host=p; http.proxy.port=70000 | latchkey.http.proxy is not usable: host is",
        "http.proxy.host=p; http.proxy.port=3128; http.proxy.except=1.2.3"
            + " | latchkey.http.proxy is not usable: the entry 1.2.3",
        "clients.a.kind=managed-identity; apis.b.scopes=s | latchkey.apis.b.hosts is missing",
        "clients.a.kind=managed-identity; apis.b.hosts=h | latchkey.apis.b.scopes is missing",
        "clients.a.kind=managed-identity; apis.b.hosts=h; apis.b.scopes=s,t"
            + " | latchkey.apis.b.scopes has more than one",
        "clients.a.kind=managed-identity; apis.b.hosts=h; apis.b.scopes=s; apis.b.client=c"
            + " | latchkey.apis.b.client names no client; there are [a]",
        "clients.a.kind=public; clients.a.client-id=x; apis.b.hosts=h; apis.b.scopes=s"
            + " | latchkey.apis.b.client is a public client",
        "clients.a.kind=managed-identity; clients.c.kind=managed-identity; apis.b.hosts=h;"
            + " apis.b.scopes=s | latchkey.apis.b.client is missing; name one of [a, c]",
      })
  void mistakeIsToldWithTheProperty(String lines, String message) {
    assertThatThrownBy(() -> bound(lines.split(";")))
        .isInstanceOf(BindException.class)
        .rootCause()
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageStartingWith(message);
  }

  @Test
  void metadataDescribesTheProperties() throws IOException {
    try (InputStream in =
        Objects.requireNonNull(
            LatchkeyProperties.class.getResourceAsStream(
                "/META-INF/spring-configuration-metadata.json"))) {
      assertThat(new String(in.readAllBytes(), StandardCharsets.UTF_8))
          .contains("\"latchkey.clients\"")
          .contains("\"latchkey.apis\"")
          .contains("\"latchkey.http.timeout\"")
          .contains("\"latchkey.http.proxy.host\"")
          .contains("one acquisition may take in all");
    }
  }
}
