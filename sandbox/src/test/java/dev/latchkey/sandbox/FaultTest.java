package dev.latchkey.sandbox;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.HttpTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class FaultTest {

  private static final String KEYS = "/t/discovery/v2.0/keys";

  private Sandbox sandbox;
  private Client client;

  @BeforeEach
  void start() {
    sandbox = Sandbox.start();
    client = new Client(sandbox);
  }

  @AfterEach
  void close() {
    sandbox.close();
  }

  private HttpResponse<String> get() throws Exception {
    return client.get(sandbox.uri(), KEYS);
  }

  private HttpResponse<String> getWith(Fault fault) throws Exception {
    sandbox.faults().next(fault);
    return get();
  }

  private void assertWorks() throws Exception {
    assertThat(get().statusCode()).isEqualTo(200);
    assertThat(get().body()).contains("\"keys\"");
  }

  @Test
  void answersWithAStatusOnce() throws Exception {
    assertThat(getWith(Fault.status(503)).statusCode()).isEqualTo(503);
    assertWorks();
  }

  @Test
  void answersWithBodyAndHeaders() throws Exception {
    HttpResponse<String> response =
        getWith(
            Fault.status(
                418, "<p>é", Map.of("content-type", "text/html; charset=utf-8", "X-A", "b")));

    assertThat(response.statusCode()).isEqualTo(418);
    assertThat(response.body()).isEqualTo("<p>é");
    assertThat(response.headers().allValues("Content-Type"))
        .containsExactly("text/html; charset=utf-8");
    assertThat(response.headers().firstValue("X-A")).contains("b");
  }

  @Test
  void answersRetryAfter() throws Exception {
    HttpResponse<String> response = getWith(Fault.retryAfter("soon"));
    assertThat(response.statusCode()).isEqualTo(429);
    assertThat(response.headers().firstValue("Retry-After")).contains("soon");
    assertThat(getWith(Fault.retryAfter(503, "3")).statusCode()).isEqualTo(503);
  }

  @Test
  void redirects() throws Exception {
    HttpResponse<String> response = getWith(Fault.redirect(307, "https://elsewhere.example/"));
    assertThat(response.statusCode()).isEqualTo(307);
    assertThat(response.headers().firstValue("Location")).contains("https://elsewhere.example/");
  }

  @Test
  void answersWithAnotherBody() throws Exception {
    HttpResponse<String> response = getWith(Fault.body("<html>", "text/html"));
    assertThat(response.statusCode()).isEqualTo(200);
    assertThat(response.body()).isEqualTo("<html>");
  }

  @Test
  void refusesWithScriptedOAuthError() throws Exception {
    HttpResponse<String> response =
        getWith(
            Fault.oauthError(
                "interaction_required",
                "Consent is needed.",
                "consent_required",
                "{\"x\":1}",
                65001,
                2));

    assertThat(response.statusCode()).isEqualTo(400);
    Map<String, Object> answer = Json.read(response.body());
    assertThat(answer)
        .containsEntry("error", "interaction_required")
        .containsEntry("suberror", "consent_required")
        .containsEntry("claims", "{\"x\":1}")
        .containsEntry("error_codes", List.of(65001L, 2L))
        .containsKeys("trace_id", "correlation_id", "timestamp");
    assertThat((String) answer.get("error_description"))
        .startsWith("AADSTS65001: Consent is needed. Trace ID: ");
  }

  @Test
  void answersLate() throws Exception {
    long before = System.nanoTime();
    assertThat(getWith(Fault.slow(Duration.ofMillis(200))).statusCode()).isEqualTo(200);
    assertThat(getWith(Fault.status(500).after(Duration.ofMillis(100))).statusCode())
        .isEqualTo(500);
    assertThat(Duration.ofNanos(System.nanoTime() - before))
        .isGreaterThanOrEqualTo(Duration.ofMillis(300));
  }

  @Test
  void dripsTheBody() throws Exception {
    long before = System.nanoTime();
    HttpResponse<String> response = getWith(Fault.drip(50, Duration.ofMillis(20)));
    assertThat(response.body()).contains("\"keys\"").endsWith("}");
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofMillis(100));
  }

  @Test
  void dripsFromTheFirstByte() throws Exception {
    assertThat(getWith(Fault.dripFromStart(40, Duration.ofMillis(5))).body()).endsWith("}");
    assertWorks();
  }

  @Test
  void cutsTheBody() throws Exception {
    assertThatThrownBy(() -> getWith(Fault.cut(10))).isInstanceOf(IOException.class);
    assertThatThrownBy(() -> getWith(Fault.cut(1_000_000))).isInstanceOf(IOException.class);
    assertWorks();
  }

  @Test
  void closesOrResetsBeforeAnAnswer() throws Exception {
    // always: the JDK client repeats a GET whose connection was closed.
    for (Fault fault : List.of(Fault.closeBeforeAnswer(), Fault.reset(), Fault.loseAnswer())) {
      sandbox.faults().always(fault);
      assertThatThrownBy(this::get).isInstanceOf(IOException.class);
      sandbox.faults().clear();
    }
    assertWorks();
  }

  @Test
  void neverAnswersUntilClosed() throws Exception {
    sandbox.faults().always(Fault.neverAnswer());
    HttpRequest hasty =
        HttpRequest.newBuilder(sandbox.uri().resolve(KEYS)).timeout(Duration.ofMillis(200)).build();
    assertThatThrownBy(() -> client.send(hasty)).isInstanceOf(HttpTimeoutException.class);

    HeldRequests held = sandbox.faults().hold();
    CompletableFuture<HttpResponse<String>> waiting =
        client.sendAsync(
            Client.request(sandbox.uri(), KEYS).POST(HttpRequest.BodyPublishers.noBody()).build());
    assertThat(held.awaitArrived(1, Client.PATIENCE)).isTrue();
    held.release();
    sandbox.close();
    assertThat(waiting.handle((answer, failure) -> failure).get(20, TimeUnit.SECONDS))
        .hasCauseInstanceOf(IOException.class);
  }

  @Test
  void sendsGarbage() throws Exception {
    assertThatThrownBy(
            () -> getWith(Fault.garbage("SSH-2.0-x\r\n\r\n".getBytes(StandardCharsets.US_ASCII))))
        .isInstanceOf(IOException.class);
    assertWorks();
  }

  @Test
  void sendsHugeBodies() throws Exception {
    HttpResponse<String> response = getWith(Fault.hugeBody(3_000_001));
    assertThat(response.body()).hasSize(3_000_001);
    assertThat(Json.read(getWith(Fault.hugeBody(16)).body())).containsKey("padding");
  }

  @Test
  void sendsGzipBombs() throws Exception {
    sandbox.faults().next(Fault.gzipBomb(20_000_000));
    HttpResponse<byte[]> response = client.bytes(Client.request(sandbox.uri(), KEYS).build());

    assertThat(response.headers().firstValue("Content-Encoding")).contains("gzip");
    assertThat(response.body()).hasSizeLessThan(200_000);
    long unpacked = 0;
    try (InputStream gzip = new GZIPInputStream(new ByteArrayInputStream(response.body()))) {
      byte[] buffer = new byte[65_536];
      for (int read = gzip.read(buffer); read >= 0; read = gzip.read(buffer)) {
        unpacked += read;
      }
    }
    assertThat(unpacked).isEqualTo(20_000_000);
    assertWorks();
  }

  @Test
  void sendsChunksWithoutEnd() throws Exception {
    sandbox.faults().next(Fault.endlessChunks());
    HttpClient http = HttpClient.newBuilder().sslContext(sandbox.sslContext()).build();
    HttpResponse<InputStream> response =
        http.send(
            Client.request(sandbox.uri(), KEYS).build(), HttpResponse.BodyHandlers.ofInputStream());
    try (InputStream body = response.body()) {
      assertThat(body.readNBytes(1_000_000)).hasSize(1_000_000);
    }
    assertWorks();
  }

  @Test
  void sendsManyAndHugeHeaders() throws Exception {
    assertThat(getWith(Fault.manyHeaders(150)).headers().map()).hasSizeGreaterThan(150);
    assertThat(getWith(Fault.hugeHeader(20_000)).headers().firstValue("X-Padding").orElse(""))
        .hasSize(20_000);
  }

  @Test
  void sendsStrangeJson() throws Exception {
    assertThat(getWith(Fault.deepJson(5000)).body()).startsWith("{\"a\":{\"a\":").endsWith("}}");
    assertThat(getWith(Fault.duplicateKeys()).body()).contains("first").contains("second");
  }

  @Test
  void refusesConnectionsBeforeAnythingIsRead() throws Exception {
    sandbox.faults().refuseConnections(1);

    // A bare socket: the JDK client would try again by itself.
    try (Socket socket = new Socket(sandbox.address().getAddress(), sandbox.address().getPort())) {
      assertThatThrownBy(() -> socket.getInputStream().read()).isInstanceOf(IOException.class);
    }
    assertThat(sandbox.requests().all()).isEmpty();
    assertWorks();
  }

  @Test
  void holdsRequestsUntilTheyAreLetGo() throws Exception {
    try (HeldRequests held = sandbox.faults().on(EndpointKind.JWKS).hold()) {
      List<CompletableFuture<HttpResponse<String>>> all = new ArrayList<>();
      for (int i = 0; i < 20; i++) {
        all.add(client.sendAsync(Client.request(sandbox.uri(), KEYS).build()));
      }
      assertThat(held.awaitArrived(20, Client.PATIENCE)).isTrue();
      assertThat(held.awaitArrived(21, Duration.ofMillis(50))).isFalse();
      assertThat(all).noneMatch(CompletableFuture::isDone);
      // Another kind passes, and a fault given meanwhile strikes when they are let go.
      assertThat(client.get(sandbox.uri(), "/").statusCode()).isEqualTo(200);
      sandbox.faults().on(EndpointKind.JWKS).next(Fault.status(500));

      held.release();

      List<Integer> statuses = new ArrayList<>();
      for (CompletableFuture<HttpResponse<String>> one : all) {
        statuses.add(one.get(20, TimeUnit.SECONDS).statusCode());
      }
      assertThat(statuses).containsOnlyOnce(500).contains(200);
      assertThat(held.arrived()).isEqualTo(20);
    }
    assertWorks();
  }

  @Test
  void strikesInOrderAndByKind() throws Exception {
    FaultScript faults = sandbox.faults();
    faults.on(EndpointKind.JWKS).always(Fault.status(500));
    faults.on(EndpointKind.JWKS).next(2, Fault.status(501));
    faults.next(Fault.status(502));
    faults.on(EndpointKind.TOKEN).next(Fault.status(503));

    assertThat(faults.remaining()).isEqualTo(4);
    assertThat(
            List.of(get().statusCode(), get().statusCode(), get().statusCode(), get().statusCode()))
        .containsExactly(501, 501, 502, 500);
    assertThat(faults.on(EndpointKind.TOKEN).remaining()).isEqualTo(1);
    assertThat(client.get(sandbox.uri(), "/").statusCode()).isEqualTo(200);
    faults.on(EndpointKind.JWKS).clear();
    assertWorks();
    assertThat(faults.remaining()).isEqualTo(1);
  }

  @Test
  void refusesSenselessScripts() {
    assertThatThrownBy(() -> Fault.status(99)).hasMessageContaining("99");
    assertThatThrownBy(() -> sandbox.faults().next(0, Fault.reset())).hasMessageContaining("times");
    assertThatThrownBy(() -> sandbox.faults().refuseConnections(0)).hasMessageContaining("count");
    assertThatThrownBy(() -> Fault.drip(0, Duration.ZERO)).hasMessageContaining("bytes");
  }
}
