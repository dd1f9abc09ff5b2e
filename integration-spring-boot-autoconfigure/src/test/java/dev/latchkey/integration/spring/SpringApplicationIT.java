package dev.latchkey.integration.spring;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.ResourceRequest;
import dev.latchkey.client.ConfidentialClient;
import dev.latchkey.client.ManagedIdentityClient;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.AzureHost;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.sandbox.RecordedRequest;
import dev.latchkey.sandbox.Sandbox;
import dev.latchkey.sandbox.SandboxApplication;
import dev.latchkey.sandbox.TestCertificate;
import dev.latchkey.spi.event.EventSink;
import dev.latchkey.spi.event.TokenEvent;
import dev.latchkey.spi.system.EnvironmentReader;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.autoconfigure.AutoConfigurations;
import org.springframework.boot.autoconfigure.ssl.SslAutoConfiguration;
import org.springframework.boot.health.contributor.Health;
import org.springframework.boot.health.contributor.HealthIndicator;
import org.springframework.boot.health.contributor.Status;
import org.springframework.boot.http.client.autoconfigure.HttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.imperative.ImperativeHttpClientAutoConfiguration;
import org.springframework.boot.http.client.autoconfigure.reactive.ReactiveHttpClientAutoConfiguration;
import org.springframework.boot.restclient.autoconfigure.RestClientAutoConfiguration;
import org.springframework.boot.ssl.DefaultSslBundleRegistry;
import org.springframework.boot.ssl.SslBundle;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.boot.ssl.pem.PemSslStoreBundle;
import org.springframework.boot.ssl.pem.PemSslStoreDetails;
import org.springframework.boot.test.context.runner.ApplicationContextRunner;
import org.springframework.boot.webclient.autoconfigure.WebClientAutoConfiguration;
import org.springframework.context.ApplicationContext;
import org.springframework.web.reactive.function.client.WebClient;
import reactor.core.publisher.Flux;

/** A Spring application with a provider that issues tokens and an API that takes them. */
class SpringApplicationIT {

  private static final ClientRequest REQUEST = ClientRequest.of("api://orders/.default");

  private final Sandbox sandbox =
      Sandbox.builder()
          .application(SandboxApplication.builder("app").secret("s3cret").build())
          .start();
  private final Api api = new Api();
  private final Api other = new Api();
  @TempDir private Path folder;
  private ApplicationContextRunner application;

  @BeforeEach
  void start() throws IOException {
    Path ca = folder.resolve("ca.pem");
    sandbox.writeCertificateAuthority(ca);
    application =
        new ApplicationContextRunner()
            .withConfiguration(
                AutoConfigurations.of(
                    LatchkeyAutoConfiguration.class,
                    LatchkeyRestClientAutoConfiguration.class,
                    LatchkeyWebClientAutoConfiguration.class,
                    LatchkeyHealthAutoConfiguration.class,
                    LatchkeyMetricsAutoConfiguration.class,
                    HttpClientAutoConfiguration.class,
                    ImperativeHttpClientAutoConfiguration.class,
                    ReactiveHttpClientAutoConfiguration.class,
                    RestClientAutoConfiguration.class,
                    WebClientAutoConfiguration.class))
            .withPropertyValues(
                "latchkey.http.ca-file=" + ca,
                "latchkey.clients.orders.client-id=app",
                "latchkey.clients.orders.authority=" + sandbox.authority("contoso.onmicrosoft.com"),
                "latchkey.clients.orders.instance-discovery=false");
  }

  @AfterEach
  void stop() {
    api.close();
    other.close();
    sandbox.close();
  }

  private ApplicationContextRunner withSecret(String secret) {
    return application.withPropertyValues("latchkey.clients.orders.client-secret=" + secret);
  }

  private ApplicationContextRunner withApi() {
    return withSecret("s3cret")
        .withPropertyValues(
            "latchkey.apis.orders.hosts=" + api.hostAndPort(),
            "latchkey.apis.orders.scopes=api://orders/.default",
            "latchkey.apis.orders.plain-http-on-loopback=true");
  }

  private RecordedRequest onlyTokenRequest() {
    assertThat(sandbox.requests().tokens()).hasSize(1);
    return sandbox.requests().tokens().get(0);
  }

  @Test
  void secretGetsAToken() {
    withSecret("s3cret")
        .run(
            context ->
                assertThat(context.getBean(ConfidentialClient.class).acquireForClient(REQUEST))
                    .satisfies(token -> assertThat(token.hasAccessToken()).isTrue()));

    assertThat(sandbox.requests().all())
        .anyMatch(it -> it.path().startsWith("/contoso.onmicrosoft.com/"));
    assertThat(onlyTokenRequest().formParameter("scope")).contains("api://orders/.default");
  }

  @Test
  void certificateGetsAToken() throws IOException {
    TestCertificate certificate = TestCertificate.rsa("CN=app");
    Path pem = Files.writeString(folder.resolve("app.pem"), certificate.certificatePem());
    Path key = Files.writeString(folder.resolve("app.key"), certificate.keyPem());
    sandbox.applications().change("app", it -> it.certificate(certificate.certificate()));

    application
        .withPropertyValues(
            "latchkey.clients.orders.certificate.file=" + pem,
            "latchkey.clients.orders.certificate.key=" + key)
        .run(context -> context.getBean(ConfidentialClient.class).acquireForClient(REQUEST));

    assertThat(onlyTokenRequest().clientAssertion()).isPresent();
  }

  @Test
  void pfxWithPassphraseGetsAToken() throws IOException {
    TestCertificate certificate = TestCertificate.rsa("CN=app");
    Path pfx = Files.write(folder.resolve("app.pfx"), certificate.pfx("pass word".toCharArray()));
    sandbox.applications().change("app", it -> it.certificate(certificate.certificate()));

    application
        .withPropertyValues(
            "latchkey.clients.orders.certificate.file=" + pfx,
            "latchkey.clients.orders.certificate.passphrase=pass word")
        .run(context -> context.getBean(ConfidentialClient.class).acquireForClient(REQUEST));

    assertThat(onlyTokenRequest().clientAssertion()).isPresent();
  }

  @Test
  void assertionInAFileGetsAToken() throws IOException {
    sandbox.applications().change("app", it -> it.assertion("a.b.c"));
    Path file = Files.writeString(folder.resolve("assertion"), "a.b.c");

    application
        .withPropertyValues("latchkey.clients.orders.assertion-file=" + file)
        .run(context -> context.getBean(ConfidentialClient.class).acquireForClient(REQUEST));

    assertThat(onlyTokenRequest().formParameter("client_assertion")).contains("a.b.c");
  }

  @Test
  void bundleGetsATokenAndAfterItsReloadAnotherKeyDoes() {
    TestCertificate first = TestCertificate.rsa("CN=first");
    TestCertificate second = TestCertificate.rsa("CN=second");
    sandbox
        .applications()
        .change("app", it -> it.certificate(first.certificate()).certificate(second.certificate()));
    DefaultSslBundleRegistry bundles = new DefaultSslBundleRegistry("app", bundle(first));

    application
        .withBean(SslBundles.class, () -> bundles)
        .withPropertyValues("latchkey.clients.orders.certificate.ssl-bundle=app")
        .run(
            context -> {
              ConfidentialClient app = context.getBean(ConfidentialClient.class);
              app.acquireForClient(REQUEST);
              bundles.updateBundle("app", bundle(second));
              app.acquireForClient(ClientRequest.of("api://stock/.default"));
            });

    assertThat(sandbox.requests().tokens())
        .hasSize(2)
        .extracting(it -> it.formParameter("client_assertion").orElseThrow().split("\\.", -1)[0])
        .as("heads, which have the thumbprint")
        .doesNotHaveDuplicates();
  }

  private static SslBundle bundle(TestCertificate certificate) {
    PemSslStoreDetails details =
        PemSslStoreDetails.forCertificate(certificate.certificatePem())
            .withPrivateKey(certificate.keyPem());
    return SslBundle.of(new PemSslStoreBundle(details, null));
  }

  @Test
  void bundleThatIsMissingEndsTheStart() {
    application
        .withConfiguration(AutoConfigurations.of(SslAutoConfiguration.class))
        .withPropertyValues("latchkey.clients.orders.certificate.ssl-bundle=nowhere")
        .run(
            context ->
                assertThat(context).getFailure().rootCause().hasMessageContaining("nowhere"));
  }

  @Test
  void tokenOutlivesTheApplicationInACacheFile() {
    ApplicationContextRunner cached =
        withSecret("s3cret")
            .withPropertyValues(
                "latchkey.clients.orders.token-cache.store=file",
                "latchkey.clients.orders.token-cache.settings.path=" + folder.resolve("tokens"),
                "latchkey.clients.orders.token-cache.keys.source=key-file",
                "latchkey.clients.orders.token-cache.keys.settings.path=" + folder.resolve("keys"));
    for (TokenSource source : List.of(TokenSource.IDENTITY_PROVIDER, TokenSource.CACHE)) {
      cached.run(
          context ->
              assertThat(
                      context.getBean(ConfidentialClient.class).acquireForClient(REQUEST).source())
                  .isEqualTo(source));
    }

    onlyTokenRequest();
  }

  @Test
  void requestsLeaveByTheProxy() throws IOException {
    try (ServerSocket proxy = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      proxy.setSoTimeout(20_000);
      CompletableFuture<String> asked = CompletableFuture.supplyAsync(() -> refuse(proxy));

      withSecret("s3cret")
          .withPropertyValues(
              "latchkey.clients.orders.authority=https://login.microsoftonline.com/contoso",
              "latchkey.http.proxy.host=" + proxy.getInetAddress().getHostAddress(),
              "latchkey.http.proxy.port=" + proxy.getLocalPort())
          .run(
              context ->
                  assertThatExceptionOfType(TransportException.class)
                      .isThrownBy(
                          () ->
                              context.getBean(ConfidentialClient.class).acquireForClient(REQUEST)));

      assertThat(asked).succeedsWithin(Stack.LIMIT);
      assertThat(asked.join()).startsWith("CONNECT login.microsoftonline.com:443");
    }
  }

  private static String refuse(ServerSocket proxy) {
    try (Socket socket = proxy.accept()) {
      BufferedReader in =
          new BufferedReader(new InputStreamReader(socket.getInputStream(), US_ASCII));
      String request = in.readLine();
      for (String line = request; line != null && !line.isEmpty(); line = in.readLine()) {
        // the headers say nothing new
      }
      socket
          .getOutputStream()
          .write("HTTP/1.1 403 Forbidden\r\nContent-Length: 0\r\n\r\n".getBytes(US_ASCII));
      return request;
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** The variables of a host in Azure. */
  private record Variables(Map<String, String> values) implements EnvironmentReader {
    @Override
    public Optional<String> variable(String name) {
      return Optional.ofNullable(values.get(name));
    }

    @Override
    public Optional<String> property(String name) {
      return Optional.empty();
    }
  }

  @Test
  void identityOfTheHostGetsAToken() {
    try (AzureHost host = AzureHost.builder(AzureHost.Kind.APP_SERVICE).start()) {
      new ApplicationContextRunner()
          .withConfiguration(
              AutoConfigurations.of(
                  LatchkeyAutoConfiguration.class,
                  LatchkeyRestClientAutoConfiguration.class,
                  HttpClientAutoConfiguration.class,
                  RestClientAutoConfiguration.class))
          .withBean(
              ManagedIdentityClientCustomizer.class,
              () -> (name, builder) -> builder.environment(new Variables(host.environment())))
          .withPropertyValues(
              "latchkey.clients.host.kind=managed-identity",
              "latchkey.apis.orders.hosts=" + api.hostAndPort(),
              "latchkey.apis.orders.scopes=api://orders/.default",
              "latchkey.apis.orders.plain-http-on-loopback=true")
          .run(
              context -> {
                assertThat(Stack.REST_CLIENT.get(context, api.uri()).status()).isEqualTo(200);
                assertThat(
                        context
                            .getBean(ManagedIdentityClient.class)
                            .acquireForResource(ResourceRequest.of("api://orders"))
                            .authorizationHeader())
                    .isEqualTo(api.calls().get(0).authorization().orElseThrow());
              });
    }
  }

  @ParameterizedTest
  @EnumSource
  void builderOfBootPutsTheTokenOn(Stack stack) {
    withApi()
        .run(
            context -> {
              assertThat(stack.get(context, api.uri())).isEqualTo(new Stack.Answer(200, "yes"));
              assertThat(stack.get(context, api.uri()).status()).isEqualTo(200);
            });

    assertThat(api.calls()).hasSize(2).allMatch(it -> it.authorization().isPresent());
    onlyTokenRequest();
  }

  @ParameterizedTest
  @EnumSource
  void revokedTokenIsReplacedByOneWithTheClaims(Stack stack) {
    withApi()
        .run(
            context -> {
              stack.get(context, api.uri());
              api.revoke();

              assertThat(stack.send(context, api.uri(), "an order", headers -> {}))
                  .isEqualTo(new Stack.Answer(200, "yes"));
            });

    assertThat(api.calls().subList(1, 3))
        .hasSize(2)
        .allMatch(it -> it.method().equals("POST") && it.body().equals("an order"))
        .extracting(Api.Call::authorization)
        .doesNotHaveDuplicates();
    assertThat(sandbox.requests().tokens())
        .extracting(it -> it.formParameter("claims").orElse(""))
        .containsExactly("", Api.CLAIMS);
  }

  @ParameterizedTest
  @EnumSource
  void challengeIsAnsweredOnceOnly(Stack stack) {
    api.refuseAll();

    withApi()
        .run(
            context ->
                assertThat(stack.get(context, api.uri())).isEqualTo(new Stack.Answer(401, "no")));

    assertThat(api.calls()).hasSize(2);
    assertThat(sandbox.requests().tokens()).hasSize(2);
  }

  @Test
  void streamThatMayNotComeTwiceIsNotSentAgain() {
    withApi()
        .run(
            context -> {
              Stack.WEB_CLIENT.get(context, api.uri());
              api.revoke();
              int status =
                  context
                      .getBean(WebClient.Builder.class)
                      .build()
                      .post()
                      .uri(api.uri())
                      .body(Flux.just("an ", "order"), String.class)
                      .exchangeToMono(it -> it.toBodilessEntity())
                      .block(Stack.LIMIT)
                      .getStatusCode()
                      .value();

              assertThat(status).isEqualTo(401);
            });

    assertThat(api.calls()).hasSize(2);
    onlyTokenRequest();
  }

  @ParameterizedTest
  @EnumSource
  void otherHostsGetNoToken(Stack stack) {
    withApi().run(context -> assertThat(stack.get(context, other.uri()).status()).isEqualTo(401));

    assertThat(other.calls()).hasSize(1).allMatch(it -> it.authorization().isEmpty());
    assertThat(sandbox.requests().tokens()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void headerOfTheCallerIsLeftAlone(Stack stack) {
    withApi().run(context -> stack.send(context, api.uri(), "", it -> it.setBearerAuth("own")));

    assertThat(api.calls())
        .extracting(it -> it.authorization().orElse(""))
        .containsExactly("Bearer own");
    assertThat(sandbox.requests().tokens()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void redirectDoesNotTakeTheTokenAlong(Stack stack) {
    api.redirectTo(other.uri());

    withApi().run(context -> assertThat(stack.get(context, api.uri()).status()).isEqualTo(307));

    assertThat(api.calls()).hasSize(1).allMatch(it -> it.authorization().isPresent());
    assertThat(other.calls()).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(strings = {"jdk", "simple", "reactor"})
  void redirectDoesNotTakeTheTokenAlongWhateverLiesBelow(String factory) {
    api.redirectTo(other.uri());

    withApi()
        .withPropertyValues("spring.http.clients.imperative.factory=" + factory)
        .run(
            context ->
                assertThat(Stack.REST_CLIENT.get(context, api.uri()).status()).isEqualTo(307));

    assertThat(api.calls()).hasSize(1).allMatch(it -> it.authorization().isPresent());
    assertThat(other.calls()).isEmpty();
  }

  @ParameterizedTest
  @EnumSource
  void whatTheClientThrowsReachesTheSender(Stack stack) {
    sandbox
        .faults()
        .on(EndpointKind.TOKEN)
        .next(Fault.oauthError("unauthorized_client", "AADSTS700016: x", 700016));

    withApi()
        .run(
            context ->
                assertThatExceptionOfType(ServiceException.class)
                    .isThrownBy(() -> stack.get(context, api.uri())));

    assertThat(api.calls()).isEmpty();
  }

  private static Health health(ApplicationContext context) {
    return context.getBean(HealthIndicator.class).health();
  }

  /** Events come on a thread of the client's; this one is told after the indicator. */
  private static final class Told implements EventSink {
    private final CountDownLatch told = new CountDownLatch(1);

    @Override
    public void on(TokenEvent event) {
      told.countDown();
    }

    void await() throws InterruptedException {
      assertThat(told.await(20, TimeUnit.SECONDS)).isTrue();
    }
  }

  @Test
  void healthIsUnknownBeforeTheFirstToken() {
    withSecret("s3cret")
        .run(
            context -> {
              assertThat(health(context).getStatus()).isEqualTo(Status.UNKNOWN);
              assertThat(health(context).getDetails())
                  .containsEntry("orders", Map.of("status", "UNKNOWN"));
            });

    assertThat(sandbox.requests().all()).as("requests of the indicator").isEmpty();
  }

  @Test
  void healthIsUpAfterAToken() {
    Told told = new Told();

    withSecret("s3cret")
        .withBean(Told.class, () -> told)
        .run(
            context -> {
              context.getBean(ConfidentialClient.class).acquireForClient(REQUEST);
              told.await();

              assertThat(health(context).getStatus()).isEqualTo(Status.UP);
            });
  }

  @Test
  void healthIsDownWhenTheAuthorityDoesNotKnowTheSecret() {
    Told told = new Told();

    withSecret("wr0ng")
        .withBean(Told.class, () -> told)
        .run(
            context -> {
              ConfidentialClient app = context.getBean(ConfidentialClient.class);
              assertThatExceptionOfType(ServiceException.class)
                  .isThrownBy(() -> app.acquireForClient(REQUEST));
              told.await();

              assertThat(health(context).getStatus()).isEqualTo(Status.DOWN);
              assertThat(health(context).getDetails().get("orders").toString())
                  .contains("invalid_client")
                  .doesNotContain("wr0ng");
            });
  }

  @Test
  void acquisitionsAreCounted() {
    Told told = new Told();

    withSecret("s3cret")
        .withBean(MeterRegistry.class, SimpleMeterRegistry::new)
        .withBean(Told.class, () -> told)
        .run(
            context -> {
              context.getBean(ConfidentialClient.class).acquireForClient(REQUEST);
              told.await();
              context.getBean(ConfidentialClient.class).close();

              assertThat(
                      context
                          .getBean(MeterRegistry.class)
                          .get("latchkey.acquisitions")
                          .tag("outcome", "success")
                          .counter()
                          .count())
                  .isEqualTo(1);
            });
  }
}
