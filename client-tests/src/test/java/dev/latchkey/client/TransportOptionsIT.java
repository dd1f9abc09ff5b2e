package dev.latchkey.client;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.latchkey.application.request.ClientRequest;
import dev.latchkey.application.request.RetryPolicy;
import dev.latchkey.domain.authority.Authority;
import dev.latchkey.domain.credential.ClientCredential;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.ServiceException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.token.TokenSource;
import dev.latchkey.sandbox.EndpointKind;
import dev.latchkey.sandbox.Fault;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.io.InputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class TransportOptionsIT {

  private static final ClientRequest REQUEST = ClientRequest.of(House.SCOPE);
  private static final String METADATA =
      "{\"issuer\":\"https://login.microsoftonline.com/t/v2.0\",\"token_endpoint\":"
          + "\"https://login.microsoftonline.com/t/oauth2/v2.0/token\","
          + "\"authorization_endpoint\":\"https://login.microsoftonline.com/t/oauth2/v2.0/authorize\"}";

  private final House house = new House();

  @AfterEach
  void close() {
    house.close();
  }

  private static HttpResponse json(int status, String text) {
    return HttpResponse.of(
        status,
        HttpHeaders.none().with("content-type", "application/json"),
        text.getBytes(StandardCharsets.UTF_8));
  }

  private static ConfidentialClient.Builder clientOver(HttpTransport transport) {
    return ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
        .authority(Authority.parse("https://login.microsoftonline.com/t"))
        .http(transport);
  }

  @Test
  @Tag("S-057")
  @Tag("S-064")
  void everyRequestPassesThroughTheApplicationsTransport() {
    List<HttpRequest> seen = new CopyOnWriteArrayList<>();
    List<Deadline> deadlines = new CopyOnWriteArrayList<>();
    HttpTransport own =
        (request, deadline, cancellation) -> {
          seen.add(request);
          deadlines.add(deadline);
          return request.method() == HttpRequest.Method.GET
              ? json(200, METADATA)
              : json(
                  200, "{\"access_token\":\"at\",\"expires_in\":3600,\"token_type\":\"Bearer\"}");
        };
    try (ConfidentialClient client =
        clientOver(own)
            .http(
                HttpSettings.defaults()
                    .timeout(Duration.ofMillis(1))
                    .proxy(Proxy.via(new HostAndPort("proxy.invalid", 1)))
                    .trust(Trust.insecureTrustAnyServer()))
            .build()) {
      assertThat(client.acquireForClient(REQUEST).accessToken().reveal()).isEqualTo("at");
    }
    assertThat(seen)
        .extracting(it -> it.method() + " " + it.uri().getPath())
        .containsExactly(
            "GET /t/v2.0/.well-known/openid-configuration", "POST /t/oauth2/v2.0/token");
    assertThat(deadlines)
        .allSatisfy(it -> assertThat(it.total()).isEqualTo(Duration.ofSeconds(30)));
    assertThat(house.sandbox.requests().all()).isEmpty();
  }

  @Test
  @Tag("S-058")
  void withoutOneADefaultTransportIsOpened() {
    try (ConfidentialClient client = house.client().build()) {
      assertThat(client.acquireForClient(REQUEST).source())
          .isEqualTo(TokenSource.IDENTITY_PROVIDER);
    }
    assertThat(house.sandbox.requests().all()).hasSize(2);
  }

  @Test
  void bothAdaptersCarryTheSame() {
    for (String adapter : List.of("apache", "jdk")) {
      try (ConfidentialClient client =
          ConfidentialClient.builder(House.CLIENT_ID, ClientCredential.secret(House.SECRET))
              .authority(Authority.parse(house.sandbox.authority("contoso.example").toString()))
              .instanceDiscovery(false)
              .httpProvider(adapter)
              .http(
                  HttpSettings.defaults()
                      .trust(Trust.certificates(List.of(house.sandbox.certificateAuthority()))))
              .build()) {
        assertThat(client.acquireForClient(REQUEST).httpCalls()).isEqualTo(2);
      }
    }
  }

  @Test
  @Tag("S-059")
  @Tag("W-33")
  void aConnectionThatDoesNotComeAboutIsTriedOnceMore() throws IOException {
    int free;
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
      free = socket.getLocalPort();
    }
    HttpSettings nobodyThere =
        house
            .http()
            .connectTo(
                Map.of(
                    new HostAndPort("login.microsoftonline.com", 443),
                    new HostAndPort(InetAddress.getLoopbackAddress().getHostAddress(), free)));
    try (ConfidentialClient client = house.client().http(nobodyThere).build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(TransportException.Reason.NOT_CONNECTED);
                assertThat(e.attempts()).isEqualTo(2);
                assertThat(e.correlationId()).isPresent();
                assertThat(e.isTransient()).isTrue();
              });
    }
  }

  @Test
  @Tag("S-059")
  void theSecondAttemptMaySucceed() {
    Flaky flaky = new Flaky(1);
    try (ConfidentialClient client = clientOver(flaky).retry(RetryPolicy.standard()).build()) {
      assertThat(client.acquireForClient(REQUEST).httpCalls()).isEqualTo(3);
    }
    Flaky worse = new Flaky(2);
    try (ConfidentialClient client = clientOver(worse).retry(RetryPolicy.standard()).build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(TransportException.class);
    }
    assertThat(worse.calls).isEqualTo(2);
  }

  @Test
  @Tag("S-060")
  void theApplicationsTransportIsUsedBare() {
    Flaky flaky = new Flaky(1);
    try (ConfidentialClient client = clientOver(flaky).build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOf(TransportException.class);
    }
    assertThat(flaky.calls).isEqualTo(1);
  }

  private static final class Flaky implements HttpTransport {
    private int failures;
    private int calls;

    Flaky(int failures) {
      this.failures = failures;
    }

    @Override
    public HttpResponse send(
        HttpRequest request, Deadline deadline, dev.latchkey.spi.time.Cancellation cancellation) {
      calls++;
      if (failures-- > 0) {
        throw new TransportException(
            TransportException.Reason.NOT_CONNECTED, "nobody there", FailureDetails.none(), null);
      }
      return request.method() == HttpRequest.Method.GET
          ? json(200, METADATA)
          : json(200, "{\"access_token\":\"at\",\"expires_in\":3600}");
    }
  }

  @Test
  @Tag("W-33")
  void aServerErrorIsRetriedOnceAfterASecondMoreOrLess() {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.status(503));
    try (ConfidentialClient client = house.client().build()) {
      assertThat(client.acquireForClient(REQUEST).httpCalls()).isEqualTo(3);
    }
    assertThat(house.time.sleeps()).hasSize(1);
    assertThat(house.time.sleeps().get(0))
        .isBetween(Duration.ofMillis(800), Duration.ofMillis(1200));
  }

  @Test
  void aServerThatSaysWhenIsNotAskedBefore() {
    house.sandbox.faults().on(EndpointKind.TOKEN).next(Fault.retryAfter(503, "17"));
    try (ConfidentialClient client = house.client().build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              ServiceException.class,
              e -> assertThat(e.retryAfter()).contains(Duration.ofSeconds(17)));
    }
    assertThat(house.tokenCount()).isEqualTo(1);
    assertThat(house.time.sleeps()).isEmpty();
  }

  @Test
  @Tag("S-061")
  void tlsIsVerifiedUnlessToldOtherwise(@TempDir Path folder) throws IOException {
    HttpSettings nobodysWord = house.http().trust(Trust.system());
    try (ConfidentialClient client = house.client().http(nobodysWord).build()) {
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> {
                assertThat(e.reason()).isEqualTo(TransportException.Reason.UNTRUSTED);
                assertThat(e.attempts()).isEqualTo(1);
              });
    }
    assertThat(house.sandbox.requests().all()).isEmpty();
    Path ca = folder.resolve("ca.pem");
    Files.writeString(ca, house.sandbox.certificateAuthorityPem());
    for (Trust trust : List.of(Trust.caFile(ca), Trust.insecureTrustAnyServer())) {
      try (ConfidentialClient client = house.client().http(house.http().trust(trust)).build()) {
        assertThat(client.acquireForClient(REQUEST).accessToken().length()).isPositive();
      }
    }
  }

  @Test
  @Tag("S-062")
  void theProxyIsUsed() throws Exception {
    try (ServerSocket proxy = new ServerSocket(0, 5, InetAddress.getLoopbackAddress())) {
      CompletableFuture<String> firstLine = CompletableFuture.supplyAsync(() -> firstLine(proxy));
      HttpSettings settings =
          HttpSettings.defaults()
              .timeout(Duration.ofSeconds(10))
              .proxy(
                  Proxy.via(
                      new HostAndPort(
                          proxy.getInetAddress().getHostAddress(), proxy.getLocalPort())));
      try (ConfidentialClient client = house.client().http(settings).build()) {
        assertThatThrownBy(() -> client.acquireForClient(REQUEST))
            .isInstanceOf(TransportException.class);
      }
      assertThat(firstLine.get(10, TimeUnit.SECONDS))
          .startsWith("CONNECT login.microsoftonline.com:443 ");
    }
  }

  private static String firstLine(ServerSocket server) {
    try (Socket socket = server.accept()) {
      InputStream in = socket.getInputStream();
      StringBuilder line = new StringBuilder();
      for (int c = in.read(); c > 0 && c != '\r'; c = in.read()) {
        line.append((char) c);
      }
      return line.toString();
    } catch (IOException e) {
      throw new IllegalStateException(e);
    }
  }

  @Test
  @Tag("S-063")
  void theTimeoutEndsTheCall() {
    house.sandbox.faults().on(EndpointKind.TOKEN).always(Fault.neverAnswer());
    HttpSettings quick = house.http().timeout(Duration.ofSeconds(1));
    try (ConfidentialClient client =
        house.client().http(quick).timeSource(dev.latchkey.spi.time.TimeSource.system()).build()) {
      long start = System.nanoTime();
      assertThatThrownBy(() -> client.acquireForClient(REQUEST))
          .isInstanceOfSatisfying(
              TransportException.class,
              e -> assertThat(e.reason()).isEqualTo(TransportException.Reason.TIMED_OUT));
      assertThat(Duration.ofNanos(System.nanoTime() - start))
          .isBetween(Duration.ofMillis(900), Duration.ofMillis(2500));
    }
  }
}
