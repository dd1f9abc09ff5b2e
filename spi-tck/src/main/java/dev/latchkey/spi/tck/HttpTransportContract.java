package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.domain.credential.Secret;
import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.HttpTransport;
import dev.latchkey.spi.http.NoProxy;
import dev.latchkey.spi.http.Proxy;
import dev.latchkey.spi.http.Trust;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import java.util.function.BooleanSupplier;
import java.util.stream.IntStream;
import java.util.zip.GZIPOutputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * What every {@link HttpTransport} does, shown against a server that records bytes. A subclass says
 * how to open one; a setting that the adapter cannot honour is declared by a hook, and the contract
 * then demands that it is refused.
 *
 * @since 0.1
 */
@DisplayName("An HTTP transport")
@SuppressWarnings("ClassCanBeStatic")
public abstract class HttpTransportContract {

  private static final Duration SECOND = Duration.ofSeconds(1);
  private static final Duration AMPLE = Duration.ofSeconds(20);
  // What a busy machine may add to any time that is measured.
  private static final Duration SCHEDULING = Duration.ofMillis(150);
  private static final byte[] NOTHING = new byte[0];

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();

  /** For subclasses. */
  protected HttpTransportContract() {}

  /**
   * Opens the transport under test.
   *
   * @param settings how to connect
   * @return the transport, which the contract closes
   */
  protected abstract HttpTransport open(HttpSettings settings);

  /** {@return whether another host resolver than the system's can be used} */
  protected boolean supportsHostResolver() {
    return true;
  }

  /** {@return whether a connection can be made elsewhere than the URI says} */
  protected boolean supportsConnectTo() {
    return true;
  }

  /** {@return whether the proxy can be given a name and a password} */
  protected boolean supportsProxyCredentials() {
    return true;
  }

  /** {@return whether the failure tells that a proxy refused the tunnel, and its status} */
  protected boolean tellsProxyStatus() {
    return true;
  }

  /** {@return whether a handshake that is cut short is told from a connection that broke} */
  protected boolean tellsCutHandshake() {
    return true;
  }

  /** {@return whether a connection is closed at once when the head of an answer is unreadable} */
  protected boolean closesAfterUnreadableHead() {
    return true;
  }

  /** {@return whether any number of 1xx answers may come before the answer} */
  protected boolean readsInterimAnswers() {
    return true;
  }

  /**
   * Closes what a test opened.
   *
   * @throws Exception if closing fails
   */
  @AfterEach
  protected void closeAll() throws Exception {
    while (!toClose.isEmpty()) {
      toClose.pop().close();
    }
  }

  // ---- what the tests are made of

  private <T extends AutoCloseable> T closing(T closeable) {
    toClose.push(closeable);
    return closeable;
  }

  private RecordingServer serve(RecordingServer.Script script) {
    return closing(RecordingServer.start(script));
  }

  private RecordingServer serveTls(String certificate, RecordingServer.Script script) {
    return closing(RecordingServer.startTls(HttpCertificates.server(certificate), script));
  }

  private HttpTransport transport(HttpSettings settings) {
    return closing(open(settings));
  }

  private HttpTransport transport() {
    return transport(HttpSettings.defaults());
  }

  private static HttpSettings trusting() {
    return HttpSettings.defaults().trust(Trust.certificates(List.of(HttpCertificates.authority())));
  }

  private static RecordingServer.Script ok() {
    return RecordingServer.always(200, List.of(), bytes("{}"));
  }

  private static RecordingServer.Script hang() {
    return connection -> {
      connection.read();
      connection.hang();
    };
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  private static HttpRequest get(URI uri) {
    return HttpRequest.get(uri, HttpHeaders.none().with("Accept", "application/json"));
  }

  private static HttpRequest post(URI uri, String body) {
    return HttpRequest.post(
        uri,
        HttpHeaders.none().with("Content-Type", "application/x-www-form-urlencoded"),
        bytes(body));
  }

  private static HttpResponse send(HttpTransport transport, HttpRequest request) {
    return send(transport, request, AMPLE);
  }

  private static HttpResponse send(HttpTransport transport, HttpRequest request, Duration time) {
    return transport.send(request, Deadline.after(time, TimeSource.system()), Cancellation.none());
  }

  private static Reason failure(HttpTransport transport, HttpRequest request) {
    return failure(transport, request, AMPLE);
  }

  private static Reason failure(HttpTransport transport, HttpRequest request, Duration time) {
    Throwable thrown = catchThrowable(() -> send(transport, request, time));
    assertThat(thrown).isInstanceOf(TransportException.class);
    String query = request.uri().getRawQuery();
    if (query != null) {
      assertThat(thrown.getMessage()).doesNotContain(query);
    }
    return ((TransportException) thrown).reason();
  }

  private static void await(String what, BooleanSupplier condition) {
    await(what, Duration.ofSeconds(5), condition);
  }

  private static void await(String what, Duration limit, BooleanSupplier condition) {
    long end = System.nanoTime() + limit.toNanos();
    while (!condition.getAsBoolean()) {
      assertThat(System.nanoTime() - end).as(what).isNegative();
      LockSupport.parkNanos(5_000_000);
    }
  }

  private static Duration timed(Runnable action) {
    long begin = System.nanoTime();
    action.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  private static boolean isWarm(HttpTransport transport, RecordingServer server) {
    // Class loading belongs to no deadline.
    return send(transport, get(server.uri("/warm"))).status() == 200;
  }

  private void warmUp(HttpTransport transport) {
    assertThat(isWarm(transport, serve(ok()))).isTrue();
  }

  /** Demands that a deadline of one second ends the exchange, on time and on the wire. */
  private void endsByDeadline(
      RecordingServer server, HttpTransport transport, HttpRequest request) {
    Duration took =
        timed(() -> assertThat(failure(transport, request, SECOND)).isEqualTo(Reason.TIMED_OUT));
    assertThat(took).isBetween(SECOND.multipliedBy(9).dividedBy(10), atMost(SECOND));
    await("connection closed", () -> server.openConnections() == 0);
    assertThat(server.requests()).hasSizeLessThanOrEqualTo(1);
  }

  private static Duration atMost(Duration limit) {
    return limit.multipliedBy(11).dividedBy(10).plus(SCHEDULING);
  }

  private static byte[] gzip(int zeros) throws IOException {
    ByteArrayOutputStream packed = new ByteArrayOutputStream();
    try (OutputStream out = new GZIPOutputStream(packed)) {
      byte[] block = new byte[1 << 16];
      for (int left = zeros; left > 0; left -= block.length) {
        out.write(block, 0, Math.min(left, block.length));
      }
    }
    return packed.toByteArray();
  }

  private <T> Future<T> inBackground(Callable<T> task) {
    ExecutorService executor =
        Executors.newSingleThreadExecutor(
            runnable -> {
              Thread thread = new Thread(runnable, "recording-caller");
              thread.setDaemon(true);
              return thread;
            });
    toClose.push(executor::shutdownNow);
    return executor.submit(task);
  }

  private static @Nullable Throwable endOf(Future<?> call) {
    try {
      call.get(10, TimeUnit.SECONDS);
      throw new AssertionError("the call returned");
    } catch (ExecutionException e) {
      return e.getCause();
    } catch (InterruptedException | TimeoutException e) {
      throw new AssertionError(e);
    }
  }

  @Nested
  @DisplayName("gives back what the server says")
  class Answers {

    @Test
    @DisplayName("whatever the status")
    void everyStatusIsAnAnswer() {
      HttpTransport transport = transport();
      for (int status : new int[] {200, 201, 299, 400, 401, 403, 404, 418, 429, 500, 503, 599}) {
        RecordingServer server =
            serve(
                RecordingServer.always(
                    status, List.of("Retry-After: 7", "WWW-Authenticate: Basic"), bytes("b")));
        HttpResponse response = send(transport, post(server.uri("/token"), "a=b"));
        assertThat(response.status()).isEqualTo(status);
        assertThat(response.bodyText()).isEqualTo("b");
        assertThat(response.headers().first("retry-after")).contains("7");
      }
    }

    @Test
    @DisplayName("401 without a challenge, and answers without a body")
    void bareAnswers() {
      HttpTransport transport = transport();
      for (String head :
          List.of("HTTP/1.1 401 No\r\nContent-Length: 0\r\n\r\n", "HTTP/1.1 204 Nothing\r\n\r\n")) {
        RecordingServer server =
            serve(
                connection -> {
                  connection.read();
                  connection.write(head);
                });
        HttpResponse response = send(transport, get(server.uri("/")));
        assertThat(response.status()).isIn(401, 204);
        assertThat(response.body()).isEmpty();
      }
    }

    @Test
    @DisplayName("with the bytes of the body as they came")
    void bodyVerbatim() {
      byte[] body = bytes("{\"name\":\"Zoë 林 \uD83D\uDD11\"}\r\n\u0000");
      RecordingServer server =
          serve(
              RecordingServer.always(
                  200, List.of("Content-Type: application/json; charset=utf-16"), body));
      HttpResponse response = send(transport(), get(server.uri("/")));
      assertThat(response.body()).isEqualTo(body);
    }

    @Test
    @DisplayName("with repeated header fields in the order of the wire")
    void repeatedFields() {
      RecordingServer server =
          serve(
              RecordingServer.always(
                  200,
                  List.of("X-Many: one", "Other: x", "x-many: two", "X-MANY: three"),
                  NOTHING));
      HttpResponse response = send(transport(), get(server.uri("/")));
      assertThat(response.headers().all("x-many")).containsExactly("one", "two", "three");
    }

    @Test
    @DisplayName("with chunks put together and gzip opened")
    void chunksAndGzip() throws IOException {
      byte[] packed = gzip(100_000);
      RecordingServer chunked =
          serve(
              connection -> {
                connection.read();
                connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
                connection.write("3\r\nabc\r\n2;x=y\r\nde\r\n0\r\nTrailer: t\r\n\r\n");
                connection.hang();
              });
      RecordingServer zipped =
          serve(RecordingServer.always(200, List.of("Content-Encoding: gzip"), packed));
      HttpTransport transport = transport();
      assertThat(send(transport, get(chunked.uri("/"))).bodyText()).isEqualTo("abcde");
      HttpResponse opened = send(transport, get(zipped.uri("/")));
      assertThat(opened.body()).isEqualTo(new byte[100_000]);
      assertThat(opened.headers().all("content-encoding")).isEmpty();
    }

    @Test
    @DisplayName("or says that it is no HTTP")
    void malformed() {
      HttpTransport transport = transport();
      for (String answer :
          List.of(
              "SSH-2.0-OpenSSH_9.2\r\n\r\n",
              "HTTP/1.1 abc OK\r\n\r\n",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nxyz\r\n",
              "HTTP/1.1 200 OK\r\nContent-Encoding: gzip\r\nContent-Length: 5\r\n\r\nhello",
              "HTTP/1.1 200 OK\r\nContent-Encoding: br\r\nContent-Length: 5\r\n\r\nhello")) {
        RecordingServer server =
            serve(
                connection -> {
                  connection.read();
                  connection.write(answer);
                  connection.hang();
                });
        Reason reason = failure(transport, get(server.uri("/")));
        if (answer.contains("chunked")) {
          // Not every client tells bad framing from a connection that broke; neither is repeated.
          assertThat(reason).as(answer).isIn(Reason.MALFORMED, Reason.INTERRUPTED);
        } else {
          assertThat(reason).as(answer).isEqualTo(Reason.MALFORMED);
        }
        if (closesAfterUnreadableHead()
            && !answer.contains("Encoding: gzip")
            && !answer.contains("br")) {
          await("connection closed", () -> server.openConnections() == 0);
        }
      }
    }
  }

  @Nested
  @DisplayName("writes what it is told, and nothing else")
  class Wire {

    @Test
    @DisplayName("method, path, query, fields and body as they are")
    void verbatim() {
      RecordingServer server = serve(ok());
      HttpTransport transport = transport();
      String path = "/a%20b/%2F/token?x=%C3%AB&y=1+2&z=%26";
      HttpRequest request =
          HttpRequest.post(
              server.uri(path),
              HttpHeaders.none().with("X-Client", "value").with("Content-Type", "text/plain"),
              bytes("scope=a%20b&name=Zoë"));
      send(transport, request);
      send(transport, get(server.uri("/")));
      RecordingServer.Request seen = server.requests().get(0);
      assertThat(seen.line()).isEqualTo("POST " + path + " HTTP/1.1");
      assertThat(seen.field("host")).contains("127.0.0.1:" + server.port());
      assertThat(seen.field("x-client")).contains("value");
      assertThat(seen.field("content-type")).contains("text/plain");
      assertThat(seen.body()).isEqualTo("scope=a%20b&name=Zoë");
      assertThat(server.requests().get(1).line()).isEqualTo("GET / HTTP/1.1");
    }

    @Test
    @DisplayName("no field that tells on the application or the machine")
    void noGossip() {
      RecordingServer server = serve(ok());
      send(transport(), post(server.uri("/"), "a=b"));
      RecordingServer.Request seen = server.requests().get(0);
      assertThat(
              seen.fields().stream()
                  .map(
                      field ->
                          field.substring(0, field.indexOf(':')).toLowerCase(java.util.Locale.ROOT))
                  .toList())
          .isSubsetOf(
              "host",
              "connection",
              "content-length",
              "content-type",
              "accept-encoding",
              "user-agent")
          .doesNotHaveDuplicates();
      assertThat(seen.field("user-agent").orElse(""))
          .doesNotContain(System.getProperty("java.version"))
          .doesNotContainIgnoringCase("java")
          .doesNotContain(System.getProperty("os.name"));
    }

    @Test
    @DisplayName("no second length, host or connection field")
    void noSmuggling() {
      RecordingServer server = serve(ok());
      HttpRequest request =
          HttpRequest.post(
              server.uri("/"),
              HttpHeaders.none()
                  .with("Content-Length", "1")
                  .with("Transfer-Encoding", "chunked")
                  .with("Host", "elsewhere.test")
                  .with("Connection", "close"),
              bytes("abc"));
      send(transport(), request);
      RecordingServer.Request seen = server.requests().get(0);
      assertThat(seen.fields())
          .noneMatch(field -> field.contains("elsewhere") || field.contains("chunked"));
      assertThat(seen.field("content-length")).contains("3");
      assertThat(seen.body()).isEqualTo("abc");
    }

    @Test
    @Tag("S-061")
    @DisplayName("no field with a line end in it")
    void noInjection() {
      for (String bad : List.of("a\r\nEvil: 1", "a\nEvil: 1", "a\rb", "a\u0000b")) {
        assertThatThrownBy(() -> HttpHeaders.none().with("X-Client", bad))
            .isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> HttpHeaders.none().with(bad, "value"))
            .isInstanceOf(IllegalArgumentException.class);
      }
    }

    @Test
    @DisplayName("no cookie")
    void noCookies() {
      RecordingServer server =
          serve(RecordingServer.always(200, List.of("Set-Cookie: session=1; Path=/"), NOTHING));
      HttpTransport transport = transport();
      send(transport, get(server.uri("/")));
      send(transport, get(server.uri("/")));
      assertThat(server.requests()).hasSize(2).allMatch(seen -> seen.field("cookie").isEmpty());
    }

    @Test
    @DisplayName("over one connection, while the server keeps it")
    void keepsConnection() {
      RecordingServer server = serve(ok());
      HttpTransport transport = transport();
      for (int i = 0; i < 20; i++) {
        send(transport, post(server.uri("/"), "a=b"));
      }
      assertThat(server.connections()).isEqualTo(1);
    }
  }

  @Nested
  @DisplayName("sends a request once")
  class Once {

    @Test
    @DisplayName("when the server is busy")
    void busy() {
      for (int status : new int[] {429, 500, 502, 503, 504}) {
        RecordingServer server =
            serve(RecordingServer.always(status, List.of("Retry-After: 0"), NOTHING));
        HttpTransport transport = transport();
        send(transport, post(server.uri("/"), "a=b"));
        send(transport, get(server.uri("/")));
        assertThat(server.requests()).hasSize(2);
      }
    }

    @Test
    @DisplayName("when the server closes without an answer")
    void closedWithoutAnswer() {
      RecordingServer server = serve(RecordingServer.Connection::read);
      HttpTransport transport = transport();
      assertThat(failure(transport, post(server.uri("/?q=secret"), "a=b")))
          .isEqualTo(Reason.INTERRUPTED);
      assertThat(failure(transport, get(server.uri("/?q=secret")))).isEqualTo(Reason.INTERRUPTED);
      assertThat(server.requests()).hasSize(2);
    }

    @Test
    @DisplayName("when the server closes in the middle of an answer")
    void closedWithin() {
      HttpTransport transport = transport();
      for (String part :
          List.of(
              "HTTP/1.1 200 OK\r\nContent-",
              "HTTP/1.1 200 OK\r\nContent-Length: 100\r\n\r\nabc",
              "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n5\r\nab")) {
        RecordingServer server =
            serve(
                connection -> {
                  connection.read();
                  connection.write(part);
                });
        assertThat(failure(transport, get(server.uri("/")))).as(part).isEqualTo(Reason.INTERRUPTED);
        assertThat(server.requests()).hasSize(1);
      }
    }

    @Test
    @DisplayName("when a kept connection turns out to be closed")
    void staleConnection() {
      RecordingServer server =
          serve(
              connection -> {
                connection.read();
                connection.respond(200, List.of(), NOTHING);
              });
      HttpTransport transport = transport();
      send(transport, post(server.uri("/"), "first"));
      await("server closed", () -> server.openConnections() == 0);
      Throwable thrown = catchThrowable(() -> send(transport, post(server.uri("/"), "second")));
      if (thrown != null) {
        assertThat(((TransportException) thrown).reason()).isEqualTo(Reason.INTERRUPTED);
      }
      assertThat(server.requests().stream().filter(seen -> seen.body().equals("second")).count())
          .isLessThanOrEqualTo(1);
    }

    @Test
    @DisplayName("and follows no redirect")
    void noRedirect() {
      RecordingServer elsewhere = serve(ok());
      for (int status : new int[] {301, 302, 303, 307, 308}) {
        RecordingServer server =
            serve(
                RecordingServer.always(
                    status, List.of("Location: " + elsewhere.uri("/")), NOTHING));
        HttpTransport transport = transport();
        assertThat(send(transport, post(server.uri("/"), "a=b")).status()).isEqualTo(status);
        assertThat(send(transport, get(server.uri("/"))).status()).isEqualTo(status);
        assertThat(server.requests()).hasSize(2);
      }
      assertThat(elsewhere.connections()).isZero();
    }
  }

  @Nested
  @DisplayName("ends by the deadline, within ten per cent, and closes the connection")
  class Time {

    @Test
    @Tag("S-063")
    @DisplayName("when the server never answers")
    void neverAnswers() {
      HttpTransport transport = transport();
      warmUp(transport);
      RecordingServer server = serve(hang());
      endsByDeadline(server, transport, post(server.uri("/?q=secret"), "a=b"));
    }

    @Test
    @DisplayName("when it drips its body")
    void dripsBody() {
      HttpTransport transport = transport();
      warmUp(transport);
      RecordingServer server =
          serve(
              connection -> {
                connection.read();
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                connection.drip("x", Duration.ofMillis(100));
              });
      endsByDeadline(server, transport, get(server.uri("/")));
    }

    @Test
    @DisplayName("when it drips headers that never end")
    void dripsHeaders() {
      HttpTransport transport = transport();
      warmUp(transport);
      RecordingServer server =
          serve(
              connection -> {
                connection.read();
                connection.write("HTTP/1.1 200 OK\r\n");
                connection.drip("X-More: x\r\n", Duration.ofMillis(100));
              });
      endsByDeadline(server, transport, get(server.uri("/")));
    }

    @Test
    @DisplayName("when it sends interim answers for ever")
    void interimAnswers() {
      Assumptions.assumeTrue(readsInterimAnswers());
      HttpTransport transport = transport();
      warmUp(transport);
      RecordingServer server =
          serve(
              connection -> {
                connection.read();
                connection.drip("HTTP/1.1 102 Wait\r\n\r\n", Duration.ofMillis(100));
              });
      endsByDeadline(server, transport, get(server.uri("/")));
    }

    @Test
    @DisplayName("when it stops in the body")
    void stopsInBody() {
      HttpTransport transport = transport();
      warmUp(transport);
      RecordingServer server =
          serve(
              connection -> {
                connection.read();
                connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\nabc");
                connection.hang();
              });
      endsByDeadline(server, transport, get(server.uri("/")));
    }

    @Test
    @DisplayName("when it does not read the request")
    void neverReads() {
      HttpTransport transport = transport();
      warmUp(transport);
      CountDownLatch over = new CountDownLatch(1);
      toClose.push(over::countDown);
      RecordingServer server =
          serve(connection -> assertThatCode(over::await).doesNotThrowAnyException());
      HttpRequest large = HttpRequest.post(server.uri("/"), HttpHeaders.none(), new byte[32 << 20]);
      Duration took =
          timed(() -> assertThat(failure(transport, large, SECOND)).isEqualTo(Reason.TIMED_OUT));
      assertThat(took).isLessThan(atMost(SECOND));
    }

    @Test
    @DisplayName("when it never shakes hands")
    void neverShakesHands() {
      HttpTransport transport = transport();
      warmUp(transport);
      RecordingServer server = serve(RecordingServer.Connection::hang);
      URI secured = URI.create("https://127.0.0.1:" + server.port() + "/");
      endsByDeadline(server, transport, post(secured, "a=b"));
    }

    @Test
    @DisplayName("or by the settings' timeout, if that is shorter")
    void settingsTimeout() {
      HttpTransport transport = transport(HttpSettings.defaults().timeout(SECOND));
      warmUp(transport);
      RecordingServer server = serve(hang());
      Duration took =
          timed(
              () ->
                  assertThat(failure(transport, get(server.uri("/")), AMPLE))
                      .isEqualTo(Reason.TIMED_OUT));
      assertThat(took).isLessThan(atMost(SECOND));
    }

    @Test
    @DisplayName("at once, when it has passed already")
    void passed() {
      RecordingServer server = serve(ok());
      HttpTransport transport = transport();
      assertThat(failure(transport, get(server.uri("/")), Duration.ofNanos(1)))
          .isEqualTo(Reason.TIMED_OUT);
      assertThat(server.connections()).isZero();
    }

    @Test
    @DisplayName("or as not connected by the connect timeout, which covers the handshake")
    void connectTimeoutInHandshake() {
      HttpTransport transport =
          transport(HttpSettings.defaults().connectTimeout(Duration.ofMillis(500)));
      warmUp(transport);
      RecordingServer server = serve(RecordingServer.Connection::hang);
      URI secured = URI.create("https://127.0.0.1:" + server.port() + "/");
      Duration took =
          timed(
              () ->
                  assertThat(failure(transport, post(secured, "a=b")))
                      .isEqualTo(Reason.NOT_CONNECTED));
      assertThat(took).isLessThan(atMost(Duration.ofMillis(500)));
      await("connection closed", () -> server.openConnections() == 0);
    }

    @Test
    @DisplayName("or as not connected by the connect timeout, when nobody accepts")
    void connectTimeout() throws IOException {
      HttpTransport transport =
          transport(HttpSettings.defaults().connectTimeout(Duration.ofMillis(500)));
      warmUp(transport);
      ServerSocket full = closing(new ServerSocket(0, 1, RecordingServer.loopback()));
      Assumptions.assumeTrue(isFilled(full), "the backlog of a listener cannot be filled here");
      URI uri = URI.create("http://127.0.0.1:" + full.getLocalPort() + "/");
      Duration took =
          timed(() -> assertThat(failure(transport, get(uri))).isEqualTo(Reason.NOT_CONNECTED));
      assertThat(took).isBetween(Duration.ofMillis(450), atMost(Duration.ofMillis(500)));
    }

    private boolean isFilled(ServerSocket listener) throws IOException {
      for (int i = 0; i < 10; i++) {
        Socket socket = closing(new Socket());
        try {
          socket.connect(
              new InetSocketAddress(listener.getInetAddress(), listener.getLocalPort()), 200);
        } catch (SocketTimeoutException e) {
          return true;
        }
      }
      return false;
    }
  }

  @Nested
  @DisplayName("reads no more than allowed")
  class Size {

    // What the kernel's buffers may take of what nobody reads.
    private static final long WRITTEN_AT_MOST = 16 << 20;
    private static final long HEAP_AT_MOST = 32 << 20;

    private void isTooLarge(RecordingServer.Script answer) {
      isTooLarge(answer, true);
    }

    private void isTooLarge(RecordingServer.Script answer, boolean isClosed) {
      RecordingServer server =
          serve(
              connection -> {
                connection.read();
                answer.serve(connection);
              });
      HttpTransport transport = transport();
      warmUp(transport);
      Allocations allocations = new Allocations();
      assertThat(failure(transport, get(server.uri("/")))).isEqualTo(Reason.TOO_LARGE);
      assertThat(allocations.bytes()).isBetween(1L, HEAP_AT_MOST);
      if (isClosed) {
        await("connection closed", () -> server.openConnections() == 0);
      }
      assertThat(server.bytesWritten()).isLessThan(WRITTEN_AT_MOST);
      assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("of a body of 10 MB, announced")
    void announced() {
      isTooLarge(
          connection -> {
            connection.write("HTTP/1.1 200 OK\r\nContent-Length: 10000000\r\n\r\n");
            connection.write(new byte[10_000_000]);
          });
    }

    @Test
    @DisplayName("of a body without a length")
    void unannounced() {
      isTooLarge(
          connection -> {
            connection.write("HTTP/1.1 200 OK\r\nConnection: close\r\n\r\n");
            for (int i = 0; i < 1024; i++) {
              connection.write(new byte[1 << 20]);
            }
          });
    }

    @Test
    @DisplayName("of chunks without end")
    void endlessChunks() {
      isTooLarge(
          connection -> {
            connection.write("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n");
            String chunk = "1000\r\n" + "x".repeat(0x1000) + "\r\n";
            for (int i = 0; i < 1 << 20; i++) {
              connection.write(chunk);
            }
          });
    }

    @Test
    @DisplayName("of what a small gzip opens to")
    void gzipBomb() throws IOException {
      byte[] bomb = gzip(256 << 20);
      assertThat(bomb).hasSizeLessThan(1 << 20);
      isTooLarge(connection -> connection.respond(200, List.of("Content-Encoding: gzip"), bomb));
    }

    @Test
    @DisplayName("of 100,000 headers")
    void manyHeaders() {
      isTooLarge(
          connection -> {
            connection.write("HTTP/1.1 200 OK\r\n");
            String hundred =
                IntStream.range(0, 100)
                    .mapToObj(i -> "X-" + i + ": y\r\n")
                    .reduce("", String::concat);
            for (int i = 0; i < 1000; i++) {
              connection.write(hundred);
            }
            connection.write("Content-Length: 0\r\n\r\n");
            connection.hang();
          },
          closesAfterUnreadableHead());
    }

    @Test
    @DisplayName("of a header of 1 MB")
    void longHeader() {
      isTooLarge(
          connection -> {
            connection.write("HTTP/1.1 200 OK\r\nX-Long: ");
            connection.write("x".repeat(1_000_000));
            connection.write("\r\nContent-Length: 0\r\n\r\n");
            connection.hang();
          },
          closesAfterUnreadableHead());
    }

    @Test
    @DisplayName("of headers just above 64 KiB")
    void headersJustAbove() {
      isTooLarge(
          connection -> {
            connection.write("HTTP/1.1 200 OK\r\n");
            for (int i = 0; i < 9; i++) {
              connection.write("X-Long-" + i + ": " + "x".repeat(8_000) + "\r\n");
            }
            connection.write("Content-Length: 0\r\n\r\n");
            connection.hang();
          });
    }

    @Test
    @DisplayName("but all of 1 MiB of body and almost 64 KiB of headers")
    void justAllowed() {
      byte[] body = new byte[HttpRequest.MAX_BODY_BYTES];
      Arrays.fill(body, (byte) 'x');
      List<String> fields =
          IntStream.range(0, 8).mapToObj(i -> "X-Long-" + i + ": " + "x".repeat(8_000)).toList();
      RecordingServer server = serve(RecordingServer.always(200, fields, body));
      HttpResponse response = send(transport(), get(server.uri("/")));
      assertThat(response.body()).isEqualTo(body);
      assertThat(response.headers().first("x-long-7").orElse("")).hasSize(8_000);
    }
  }

  @Nested
  @DisplayName("can be given up within half a second")
  class Cancelling {

    private static final Duration LIMIT = Duration.ofMillis(500).plus(SCHEDULING);

    /** Starts a call that does not end, gives it up in the given way, and demands its end. */
    private void isGivenUp(
        HttpTransport transport, RecordingServer server, HttpRequest request, boolean interrupt) {
      Cancellation cancellation = Cancellation.create();
      AtomicReference<Thread> caller = new AtomicReference<>();
      AtomicBoolean flag = new AtomicBoolean();
      int before = server.connections();
      Future<HttpResponse> call =
          inBackground(
              () -> {
                caller.set(Thread.currentThread());
                try {
                  return transport.send(
                      request, Deadline.after(AMPLE, TimeSource.system()), cancellation);
                } finally {
                  flag.set(Thread.currentThread().isInterrupted());
                }
              });
      await("connected", () -> server.connections() > before && server.bytesRead() > 0);
      Duration took =
          timed(
              () -> {
                if (interrupt) {
                  Objects.requireNonNull(caller.get()).interrupt();
                } else {
                  cancellation.cancel();
                }
                assertThat(endOf(call)).isInstanceOf(CancelledException.class);
              });
      assertThat(took).isLessThan(LIMIT);
      assertThat(flag.get()).isEqualTo(interrupt);
      await("connection closed", () -> server.openConnections() == 0);
    }

    @Test
    @DisplayName("while it waits for an answer")
    void waiting() {
      HttpTransport transport = transport();
      for (boolean interrupt : new boolean[] {false, true}) {
        RecordingServer server = serve(hang());
        isGivenUp(transport, server, post(server.uri("/"), "a=b"), interrupt);
      }
    }

    @Test
    @DisplayName("while the body drips in")
    void reading() {
      HttpTransport transport = transport();
      for (boolean interrupt : new boolean[] {false, true}) {
        RecordingServer server =
            serve(
                connection -> {
                  connection.read();
                  connection.write("HTTP/1.1 200 OK\r\nContent-Length: 1000\r\n\r\n");
                  connection.drip("x", Duration.ofMillis(50));
                });
        isGivenUp(transport, server, get(server.uri("/")), interrupt);
      }
    }

    @Test
    @DisplayName("while it shakes hands")
    void shakingHands() {
      HttpTransport transport = transport();
      for (boolean interrupt : new boolean[] {false, true}) {
        RecordingServer server = serve(RecordingServer.Connection::hang);
        URI secured = URI.create("https://127.0.0.1:" + server.port() + "/");
        isGivenUp(transport, server, get(secured), interrupt);
      }
    }

    @Test
    @DisplayName("while all connections are in use")
    void queueing() {
      HttpTransport transport = transport(HttpSettings.defaults().maxConnections(1));
      RecordingServer server = serve(hang());
      Cancellation first = Cancellation.create();
      Cancellation second = Cancellation.create();
      Future<HttpResponse> holder =
          inBackground(
              () ->
                  transport.send(
                      get(server.uri("/")), Deadline.after(AMPLE, TimeSource.system()), first));
      await("sent", () -> server.requests().size() == 1);
      CountDownLatch begun = new CountDownLatch(1);
      Future<HttpResponse> queued =
          inBackground(
              () -> {
                begun.countDown();
                return transport.send(
                    get(server.uri("/")), Deadline.after(AMPLE, TimeSource.system()), second);
              });
      assertThatCode(begun::await).doesNotThrowAnyException();
      LockSupport.parkNanos(50_000_000);
      second.cancel();
      Duration took = timed(() -> assertThat(endOf(queued)).isInstanceOf(CancelledException.class));
      assertThat(took).isLessThan(LIMIT);
      assertThat(server.requests()).hasSize(1);
      first.cancel();
      assertThat(endOf(holder)).isInstanceOf(CancelledException.class);
    }

    @Test
    @DisplayName("before it begins")
    void before() {
      RecordingServer server = serve(ok());
      HttpTransport transport = transport();
      Cancellation cancelled = Cancellation.create();
      cancelled.cancel();
      assertThatThrownBy(
              () ->
                  transport.send(
                      get(server.uri("/")), Deadline.after(AMPLE, TimeSource.system()), cancelled))
          .isInstanceOf(CancelledException.class);
      Thread.currentThread().interrupt();
      try {
        assertThatThrownBy(() -> send(transport, get(server.uri("/"))))
            .isInstanceOf(CancelledException.class);
        assertThat(Thread.currentThread().isInterrupted()).isTrue();
      } finally {
        assertThat(Thread.interrupted()).isTrue();
      }
      assertThat(server.connections()).isZero();
    }

    @Test
    @DisplayName("and is usable afterwards")
    void usableAfterwards() {
      HttpTransport transport = transport(HttpSettings.defaults().maxConnections(1));
      RecordingServer server =
          serve(
              connection -> {
                while (true) {
                  RecordingServer.Request request = connection.read();
                  if (request == null) {
                    return;
                  } else if (request.line().contains("hang")) {
                    connection.hang();
                  } else {
                    connection.respond(200, List.of(), NOTHING);
                  }
                }
              });
      for (int i = 0; i < 5; i++) {
        isGivenUp(transport, server, get(server.uri("/hang")), false);
        assertThat(send(transport, get(server.uri("/"))).status()).isEqualTo(200);
        // The next round waits for a connection of its own.
        assertThat(failure(transport, get(server.uri("/hang")), Duration.ofMillis(100)))
            .isEqualTo(Reason.TIMED_OUT);
        await("connection closed", () -> server.openConnections() == 0);
      }
    }
  }

  @Nested
  @DisplayName("says that nothing was written, exactly when nothing was")
  class NotConnected {

    @Test
    @DisplayName("when nobody listens")
    void refused() throws IOException {
      int port;
      try (ServerSocket gone = new ServerSocket(0)) {
        port = gone.getLocalPort();
      }
      URI uri = URI.create("http://127.0.0.1:" + port + "/?q=secret");
      HttpTransport transport = transport();
      assertThat(failure(transport, post(uri, "a=b"))).isEqualTo(Reason.NOT_CONNECTED);
      assertThatThrownBy(() -> send(transport, post(uri, "a=b")))
          .hasMessageContaining("127.0.0.1")
          .hasMessageContaining(String.valueOf(port));
    }

    @Test
    @DisplayName("when the host has no address")
    void unknownHost() {
      URI uri = URI.create("http://nowhere.invalid/");
      assertThat(failure(transport(), get(uri))).isEqualTo(Reason.NOT_CONNECTED);
    }
  }

  @Nested
  @DisplayName("trusts whom it is told to")
  class Trusting {

    @TempDir Path directory;

    private void isUntrusted(RecordingServer server, HttpSettings settings, URI uri) {
      assertThat(failure(transport(settings), post(uri, "secret"))).isEqualTo(Reason.UNTRUSTED);
      assertThat(server.bytesRead()).isZero();
      assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @Tag("S-061")
    @DisplayName("the authorities given, as objects or in a file")
    void authorities() throws IOException {
      Path pem = directory.resolve("ca.pem");
      Files.writeString(pem, "# a comment\n" + HttpCertificates.authorityPem());
      RecordingServer server = serveTls("server", ok());
      for (HttpSettings settings :
          List.of(trusting(), HttpSettings.defaults().trust(Trust.caFile(pem)))) {
        HttpTransport transport = transport(settings);
        assertThat(send(transport, post(server.uri("/"), "a=b")).status()).isEqualTo(200);
        URI byName = URI.create("https://localhost:" + server.port() + "/");
        assertThat(send(transport, post(byName, "a=b")).status()).isEqualTo(200);
      }
    }

    @Test
    @DisplayName("not an authority that the runtime does not know")
    void unknownAuthority() {
      RecordingServer server = serveTls("server", ok());
      isUntrusted(server, HttpSettings.defaults(), server.uri("/"));
    }

    @Test
    @DisplayName("not a self-signed certificate")
    void selfSigned() {
      RecordingServer server = serveTls("self-signed", ok());
      isUntrusted(server, trusting(), server.uri("/"));
    }

    @Test
    @DisplayName("not an expired certificate")
    void expired() {
      RecordingServer server = serveTls("expired", ok());
      isUntrusted(server, trusting(), server.uri("/"));
    }

    @Test
    @DisplayName("not a certificate for another name")
    void otherName() {
      RecordingServer byAddress = serveTls("elsewhere", ok());
      isUntrusted(byAddress, trusting(), byAddress.uri("/"));
      RecordingServer byName = serveTls("elsewhere", ok());
      isUntrusted(byName, trusting(), URI.create("https://localhost:" + byName.port() + "/"));
    }

    @Test
    @DisplayName("not a certificate that was revoked, where revocation lists are given")
    void revoked() {
      RecordingServer revoked = serveTls("revoked", ok());
      assertThat(send(transport(trusting()), post(revoked.uri("/"), "a=b")).status())
          .isEqualTo(200);
      RecordingServer again = serveTls("revoked", ok());
      isUntrusted(again, checking("current"), again.uri("/"));
      RecordingServer good = serveTls("server", ok());
      assertThat(send(transport(checking("current")), post(good.uri("/"), "a=b")).status())
          .isEqualTo(200);
    }

    @Test
    @DisplayName("nor any certificate, where the revocation lists are of no use")
    void uselessRevocationLists() {
      RecordingServer outOfDate = serveTls("server", ok());
      isUntrusted(outOfDate, checking("stale"), outOfDate.uri("/"));
      RecordingServer otherName = serveTls("elsewhere", ok());
      isUntrusted(otherName, checking("current"), otherName.uri("/"));
      RecordingServer unknown = serveTls("server", ok());
      HttpSettings system =
          HttpSettings.defaults()
              .trust(
                  Trust.system()
                      .unlessRevoked(List.of(HttpCertificates.revocationList("current"))));
      isUntrusted(unknown, system, unknown.uri("/"));
    }

    private HttpSettings checking(String list) {
      return HttpSettings.defaults()
          .trust(
              Trust.certificates(List.of(HttpCertificates.authority()))
                  .unlessRevoked(List.of(HttpCertificates.revocationList(list))));
    }

    @Test
    @DisplayName("not a chain of 1 MB, which it does not even keep")
    void longChain() {
      RecordingServer server =
          closing(RecordingServer.startTls(HttpCertificates.serverWithChainOf(1_000_000), ok()));
      HttpTransport transport = transport(trusting());
      warmUp(transport);
      Allocations allocations = new Allocations();
      assertThat(failure(transport, post(server.uri("/"), "secret"))).isEqualTo(Reason.UNTRUSTED);
      assertThat(allocations.bytes()).isBetween(1L, 32L << 20);
      assertThat(server.bytesRead()).isZero();
      assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("not a server that speaks an old version of TLS")
    void oldVersion() {
      for (int version : new int[] {0x0300, 0x0301, 0x0302}) {
        refusesTheHello(FirstFlight.choosing(version, 0x002f));
      }
    }

    @Test
    @DisplayName("not a server that chooses a weak cipher")
    void weakCipher() {
      // No encryption, export, RC4, single and triple DES; without authentication.
      for (int cipher :
          new int[] {
            0x0000, 0x0001, 0x0002, 0x003b, 0x0003, 0x0004, 0x0005, 0x0009, 0x000a, 0x0034, 0xc006,
            0xc007, 0xc018
          }) {
        refusesTheHello(FirstFlight.choosing(FirstFlight.TLS_1_2, cipher));
      }
    }

    private void refusesTheHello(FirstFlight flight) {
      RecordingServer server = serve(flight);
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
      assertThat(failure(transport(), post(uri, "secret"))).isEqualTo(Reason.UNTRUSTED);
      await("connection closed", () -> server.openConnections() == 0);
      assertThat(flight.received())
          .startsWith(FirstFlight.Received.CLIENT_HELLO)
          .isSubsetOf(FirstFlight.Received.CLIENT_HELLO, FirstFlight.Received.FATAL_ALERT);
      assertThat(server.connections()).isEqualTo(1);
    }

    @Test
    @DisplayName("but waits for the certificate of one that chooses well")
    void goodHello() {
      FirstFlight flight = FirstFlight.choosing(FirstFlight.TLS_1_2, FirstFlight.STRONG_CIPHER);
      RecordingServer server = serve(flight);
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
      assertThat(failure(transport(), post(uri, "secret"), SECOND)).isEqualTo(Reason.TIMED_OUT);
      await("connection closed", () -> server.openConnections() == 0);
      assertThat(flight.received())
          .startsWith(FirstFlight.Received.CLIENT_HELLO)
          .doesNotContain(FirstFlight.Received.FATAL_ALERT);
    }

    @Test
    @DisplayName("not a server that speaks no TLS")
    void noTls() {
      RecordingServer server =
          serve(connection -> connection.write("HTTP/1.1 400 Bad Request\r\n\r\n"));
      URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
      assertThat(failure(transport(), post(uri, "secret"))).isEqualTo(Reason.UNTRUSTED);
    }

    @Test
    @DisplayName("not a server that cuts the handshake short")
    void cutHandshake() {
      RecordingServer.Script atOnce = connection -> connection.write(new byte[] {22, 3, 3});
      for (RecordingServer.Script cut : List.of(atOnce, FirstFlight.cutting())) {
        RecordingServer server = serve(cut);
        URI uri = URI.create("https://127.0.0.1:" + server.port() + "/");
        Reason reason = failure(transport(), post(uri, "secret"));
        assertThat(reason).isIn(Reason.UNTRUSTED, Reason.INTERRUPTED);
        if (tellsCutHandshake()) {
          assertThat(reason).isEqualTo(Reason.UNTRUSTED);
        }
        assertThat(server.connections()).isEqualTo(1);
      }
    }

    @Test
    @Tag("S-061")
    @DisplayName("anybody, by the one switch for it")
    void anybody() {
      HttpTransport transport =
          transport(HttpSettings.defaults().trust(Trust.insecureTrustAnyServer()));
      for (String certificate : List.of("self-signed", "expired", "elsewhere", "server")) {
        RecordingServer server = serveTls(certificate, ok());
        URI byName = URI.create("https://localhost:" + server.port() + "/");
        assertThat(send(transport, post(byName, "a=b")).status()).isEqualTo(200);
        assertThat(send(transport, post(server.uri("/"), "a=b")).status()).isEqualTo(200);
      }
    }

    @Test
    @DisplayName("and refuses a CA file that it cannot use when it is opened")
    void brokenFiles() throws IOException {
      Path missing = directory.resolve("missing.pem");
      Path empty = Files.writeString(directory.resolve("empty.pem"), "");
      Path noise = Files.writeString(directory.resolve("noise.pem"), "no certificate in here\n");
      Path large =
          Files.writeString(
              directory.resolve("large.pem"),
              HttpCertificates.authorityPem() + "\n".repeat(1 << 20));
      for (Path pem : List.of(missing, empty, noise, large, directory)) {
        assertThatThrownBy(() -> transport(HttpSettings.defaults().trust(Trust.caFile(pem))))
            .isInstanceOf(ConfigurationException.class)
            .hasMessageContaining(pem.getFileName().toString());
      }
    }
  }

  @Nested
  @DisplayName("presents a client certificate")
  class Identity {

    @Test
    @DisplayName("where the request asks for it, and never over a connection of somebody else")
    void onePerConnection() {
      RecordingServer server = serveTls("server", ok());
      HttpTransport transport = transport(trusting());
      HttpRequest bare = get(server.uri("/"));
      HttpRequest alice = bare.withClientCertificate(HttpCertificates.client("alice"));
      HttpRequest bob = bare.withClientCertificate(HttpCertificates.client("bob"));
      for (HttpRequest request : List.of(bare, alice, bob, alice, bare, bob)) {
        assertThat(send(transport, request).status()).isEqualTo(200);
      }
      List<RecordingServer.Request> seen = server.requests();
      assertThat(seen.stream().map(RecordingServer.Request::clientName).toList())
          .containsExactly(null, "CN=alice", "CN=bob", "CN=alice", null, "CN=bob");
      assertThat(seen.stream().map(RecordingServer.Request::connection).distinct().count())
          .isEqualTo(3);
    }

    @Test
    @DisplayName("but to nobody that it does not trust")
    void notToStrangers() {
      for (String certificate : List.of("self-signed", "expired", "elsewhere")) {
        RecordingServer stranger = serveTls(certificate, ok());
        URI uri = URI.create("https://localhost:" + stranger.port() + "/");
        HttpRequest request =
            post(uri, "secret").withClientCertificate(HttpCertificates.client("alice"));
        assertThat(failure(transport(trusting()), request))
            .as(certificate)
            .isEqualTo(Reason.UNTRUSTED);
        assertThat(stranger.bytesRead()).isZero();
        assertThat(stranger.connections()).isEqualTo(1);
      }
    }
  }

  @Nested
  @DisplayName("goes the way that it is told")
  class Way {

    @Test
    @DisplayName("by the host resolver given")
    void hostResolver() {
      RecordingServer server = serveTls("server", ok());
      HttpSettings settings =
          trusting()
              .hostResolver(
                  host -> {
                    if (host.equals("server.test")) {
                      return List.of(RecordingServer.loopback());
                    }
                    throw new UnknownHostException(host);
                  });
      if (!supportsHostResolver()) {
        isRefused(settings, "hostResolver");
        return;
      }
      HttpTransport transport = transport(settings);
      URI known = URI.create("https://server.test:" + server.port() + "/");
      assertThat(send(transport, get(known)).status()).isEqualTo(200);
      assertThat(server.requests().get(0).field("host")).contains("server.test:" + server.port());
      assertThat(failure(transport, get(URI.create("https://localhost:" + server.port() + "/"))))
          .isEqualTo(Reason.NOT_CONNECTED);
    }

    @Test
    @DisplayName("to the second address, if the first is dead")
    void secondAddress() {
      Assumptions.assumeTrue(supportsHostResolver());
      RecordingServer server = serve(ok());
      HttpTransport transport =
          transport(
              HttpSettings.defaults()
                  .hostResolver(
                      host -> List.of(RecordingServer.loopback(2), RecordingServer.loopback())));
      URI uri = URI.create("http://server.test:" + server.port() + "/");
      assertThat(send(transport, get(uri)).status()).isEqualTo(200);
    }

    @Test
    @DisplayName("and does not wait for a look-up longer than the connect timeout")
    void slowLookUp() {
      Assumptions.assumeTrue(supportsHostResolver());
      CountDownLatch never = new CountDownLatch(1);
      toClose.push(never::countDown);
      HttpTransport transport =
          transport(
              HttpSettings.defaults()
                  .connectTimeout(Duration.ofMillis(500))
                  .hostResolver(
                      host -> {
                        boolean told = false;
                        while (!told) {
                          try {
                            told = never.await(1, TimeUnit.MINUTES);
                          } catch (InterruptedException e) {
                            // A look-up in the system's library cannot be interrupted either.
                          }
                        }
                        throw new UnknownHostException(host);
                      }));
      warmUp(transport);
      URI uri = URI.create("http://server.test/");
      Duration connect =
          timed(() -> assertThat(failure(transport, get(uri))).isEqualTo(Reason.NOT_CONNECTED));
      assertThat(connect).isLessThan(atMost(Duration.ofMillis(500)));
      Duration deadline =
          timed(
              () ->
                  assertThat(failure(transport, get(uri), Duration.ofMillis(300)))
                      .isEqualTo(Reason.TIMED_OUT));
      assertThat(deadline).isLessThan(atMost(Duration.ofMillis(300)));
    }

    @Test
    @DisplayName("elsewhere, with the certificate checked for the host that was asked for")
    void connectTo() {
      RecordingServer server = serveTls("elsewhere", ok());
      HostAndPort here = new HostAndPort("127.0.0.1", server.port());
      HttpSettings settings =
          trusting()
              .connectTo(
                  Map.of(
                      new HostAndPort("elsewhere.test", 443), here,
                      new HostAndPort("other.test", 443), here));
      if (!supportsConnectTo()) {
        isRefused(settings, "connectTo");
        return;
      }
      HttpTransport transport = transport(settings);
      assertThat(send(transport, get(URI.create("https://elsewhere.test/a"))).status())
          .isEqualTo(200);
      assertThat(server.requests().get(0).line()).isEqualTo("GET /a HTTP/1.1");
      assertThat(server.requests().get(0).field("host"))
          .hasValueSatisfying(
              host -> assertThat(host).isIn("elsewhere.test", "elsewhere.test:443"));
      assertThat(failure(transport, get(URI.create("https://other.test/"))))
          .isEqualTo(Reason.UNTRUSTED);
      assertThat(server.requests()).hasSize(1);
    }

    @Test
    @Tag("S-062")
    @DisplayName("through the proxy, in plain")
    void plainProxy() {
      RecordingServer proxy = serve(ok());
      HttpTransport transport =
          transport(HttpSettings.defaults().proxy(Proxy.via(addressOf(proxy))));
      assertThat(send(transport, get(URI.create("http://server.invalid:81/a?b=c"))).status())
          .isEqualTo(200);
      assertThat(proxy.requests().get(0).line())
          .isEqualTo("GET http://server.invalid:81/a?b=c HTTP/1.1");
      assertThat(proxy.requests().get(0).field("host")).contains("server.invalid:81");
    }

    @Test
    @Tag("S-062")
    @DisplayName("through the proxy, by a tunnel for https")
    void tunnel() {
      RecordingServer server = serveTls("server", ok());
      RecordingServer proxy =
          serve(
              connection -> {
                connection.read();
                connection.write("HTTP/1.1 200 Connection established\r\nVia: x\r\n\r\n");
                connection.relayTo(server.port());
              });
      HttpTransport transport = transport(trusting().proxy(Proxy.via(addressOf(proxy))));
      assertThat(send(transport, post(URI.create("https://server.test/a"), "secret")).status())
          .isEqualTo(200);
      assertThat(send(transport, post(URI.create("https://server.test/b"), "secret")).status())
          .isEqualTo(200);
      assertThat(proxy.requests()).hasSize(1);
      assertThat(proxy.requests().get(0).line()).isEqualTo("CONNECT server.test:443 HTTP/1.1");
      assertThat(proxy.requests().get(0).fields().toString()).doesNotContainIgnoringCase("java/");
      assertThat(server.requests()).hasSize(2);
      assertThat(server.requests().get(0).line()).isEqualTo("POST /a HTTP/1.1");
    }

    @Test
    @DisplayName("with name and password where the proxy wants them")
    void proxyCredentials() {
      RecordingServer server = serveTls("server", ok());
      RecordingServer proxy =
          serve(
              connection -> {
                RecordingServer.Request request = connection.read();
                if (request != null && request.line().startsWith("CONNECT")) {
                  connection.write("HTTP/1.1 200 Connection established\r\n\r\n");
                  connection.relayTo(server.port());
                } else {
                  connection.respond(200, List.of(), NOTHING);
                }
              });
      HttpSettings settings =
          trusting().proxy(Proxy.via(addressOf(proxy), "me", Secret.of("pässword")));
      if (!supportsProxyCredentials()) {
        isRefused(settings, "proxy");
        return;
      }
      HttpTransport transport = transport(settings);
      send(transport, get(URI.create("https://server.test/")));
      send(transport, get(URI.create("http://server.test/")));
      // me:pässword in UTF-8
      assertThat(proxy.requests())
          .hasSize(2)
          .allMatch(
              seen ->
                  seen.field("proxy-authorization")
                      .equals(java.util.Optional.of("Basic bWU6cMOkc3N3b3Jk")));
      assertThat(server.requests().get(0).field("proxy-authorization")).isEmpty();
    }

    @Test
    @DisplayName("and never takes a refusal by the proxy for an answer")
    void proxyRefuses() {
      for (int status : new int[] {407, 502, 302}) {
        RecordingServer proxy =
            serve(
                RecordingServer.always(
                    status, List.of("Proxy-Authenticate: Basic realm=\"x\""), bytes("{}")));
        HttpTransport transport = transport(trusting().proxy(Proxy.via(addressOf(proxy))));
        Throwable thrown =
            catchThrowable(
                () -> send(transport, post(URI.create("https://server.test/"), "secret")));
        assertThat(thrown).isInstanceOf(TransportException.class);
        if (status == 407 || tellsProxyStatus()) {
          assertThat(((TransportException) thrown).reason()).isEqualTo(Reason.NOT_CONNECTED);
          assertThat(((TransportException) thrown).status()).hasValue(status);
        }
        assertThat(proxy.requests()).hasSize(1);
        assertThat(proxy.requests().get(0).line()).startsWith("CONNECT");
      }
    }

    @Test
    @DisplayName("and knows 407 in plain for what it is")
    void plainProxyRefuses() {
      RecordingServer proxy =
          serve(
              RecordingServer.always(
                  407, List.of("Proxy-Authenticate: Basic realm=\"x\""), NOTHING));
      HttpTransport transport =
          transport(HttpSettings.defaults().proxy(Proxy.via(addressOf(proxy))));
      assertThat(failure(transport, get(URI.create("http://server.invalid/"))))
          .isEqualTo(Reason.NOT_CONNECTED);
    }

    @Test
    @DisplayName("never through the proxy to loopback")
    void loopbackIsNeverProxied() {
      RecordingServer proxy = serve(ok());
      RecordingServer server = serve(ok());
      HttpTransport transport =
          transport(HttpSettings.defaults().proxy(Proxy.via(addressOf(proxy))));
      send(transport, get(server.uri("/")));
      send(transport, get(URI.create("http://localhost:" + server.port() + "/")));
      assertThat(server.requests()).hasSize(2);
      assertThat(proxy.connections()).isZero();
    }

    @Test
    @DisplayName("past the proxy to the hosts that it is not for")
    void proxyIsPassedBy() {
      RecordingServer proxy = serve(ok());
      HttpTransport transport =
          transport(
              HttpSettings.defaults()
                  .proxy(
                      Proxy.via(addressOf(proxy))
                          .except(NoProxy.parse(".direct.invalid,a.invalid:81"))));
      assertThat(failure(transport, get(URI.create("http://server.direct.invalid/"))))
          .isEqualTo(Reason.NOT_CONNECTED);
      assertThat(failure(transport, get(URI.create("http://a.invalid:81/"))))
          .isEqualTo(Reason.NOT_CONNECTED);
      assertThat(proxy.connections()).isZero();
      assertThat(send(transport, get(URI.create("http://a.invalid:82/"))).status()).isEqualTo(200);
      assertThat(proxy.requests()).hasSize(1);
    }

    @Test
    @DisplayName("and waits no longer than allowed for a proxy that never answers")
    void proxyHangs() {
      RecordingServer proxy = serve(RecordingServer.Connection::hang);
      HttpTransport transport = transport(trusting().proxy(Proxy.via(addressOf(proxy))));
      warmUp(transport);
      endsByDeadline(proxy, transport, get(URI.create("https://server.test/")));
    }

    private HostAndPort addressOf(RecordingServer server) {
      return new HostAndPort("127.0.0.1", server.port());
    }

    private void isRefused(HttpSettings settings, String setting) {
      assertThatThrownBy(() -> transport(settings))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining(setting)
          .hasMessageContaining("latchkey-adapters-http");
    }
  }

  @Nested
  @DisplayName("lives and ends")
  class Life {

    @Test
    @DisplayName("with 64 callers at once")
    void manyCallers() {
      RecordingServer server =
          serve(
              connection -> {
                while (true) {
                  RecordingServer.Request request = connection.read();
                  if (request == null) {
                    return;
                  }
                  connection.respond(200, List.of(), bytes(request.body()));
                }
              });
      HttpTransport transport = transport();
      ExecutorService callers = Executors.newFixedThreadPool(64);
      toClose.push(callers::shutdownNow);
      List<Future<String>> answers = new ArrayList<>();
      for (int i = 0; i < 1000; i++) {
        String body = "call-" + i;
        answers.add(callers.submit(() -> send(transport, post(server.uri("/"), body)).bodyText()));
      }
      for (int i = 0; i < 1000; i++) {
        Future<String> answer = answers.get(i);
        assertThat(answer).succeedsWithin(AMPLE).isEqualTo("call-" + i);
      }
      assertThat(server.requests()).hasSize(1000);
    }

    @Test
    @DisplayName("with no more requests at once than connections allowed")
    void maxConnections() {
      RecordingServer server =
          serve(
              connection -> {
                while (connection.read() != null) {
                  connection.pause(Duration.ofMillis(5));
                  connection.respond(200, List.of(), NOTHING);
                }
              });
      HttpTransport transport = transport(HttpSettings.defaults().maxConnections(4));
      ExecutorService callers = Executors.newFixedThreadPool(16);
      toClose.push(callers::shutdownNow);
      List<Future<Integer>> answers = new ArrayList<>();
      for (int i = 0; i < 64; i++) {
        answers.add(callers.submit(() -> send(transport, get(server.uri("/"))).status()));
      }
      answers.forEach(answer -> assertThat(answer).succeedsWithin(AMPLE).isEqualTo(200));
      assertThat(server.mostExchanges()).isLessThanOrEqualTo(4);
    }

    @Test
    @DisplayName("until it is closed, twice if need be")
    void closeTwice() {
      RecordingServer server = serve(ok());
      HttpTransport transport = open(HttpSettings.defaults());
      send(transport, get(server.uri("/")));
      transport.close();
      transport.close();
      assertThatThrownBy(() -> send(transport, get(server.uri("/"))))
          .isInstanceOf(ConfigurationException.class);
      assertThat(server.requests()).hasSize(1);
    }

    @Test
    @DisplayName("and takes with it what is on its way")
    void closeDuringCall() {
      RecordingServer server = serve(hang());
      HttpTransport transport = open(HttpSettings.defaults());
      Future<HttpResponse> call = inBackground(() -> send(transport, get(server.uri("/"))));
      await("sent", () -> server.requests().size() == 1);
      transport.close();
      Duration took = timed(() -> assertThat(endOf(call)).isInstanceOf(CancelledException.class));
      assertThat(took).isLessThan(Duration.ofMillis(500));
      await("connection closed", () -> server.openConnections() == 0);
    }

    @Test
    @DisplayName("and leaves no thread behind")
    void noThreads() {
      RecordingServer server = serveTls("server", ok());
      Set<Thread> before = Thread.getAllStackTraces().keySet();
      useAndClose(server);
      // A client of the JDK ends its thread when it is garbage.
      await(
          "threads end",
          Duration.ofSeconds(15),
          () -> {
            System.gc();
            return Thread.getAllStackTraces().keySet().stream()
                .allMatch(
                    thread ->
                        before.contains(thread)
                            || thread.getName().startsWith("recording-")
                            || !thread.isAlive());
          });
    }

    private void useAndClose(RecordingServer server) {
      HttpTransport transport = open(trusting());
      HttpRequest request = get(URI.create("https://localhost:" + server.port() + "/"));
      send(transport, request);
      send(transport, request.withClientCertificate(HttpCertificates.client("alice")));
      assertThat(failure(transport, get(URI.create("https://localhost:1/")), Duration.ofSeconds(2)))
          .isEqualTo(Reason.NOT_CONNECTED);
      transport.close();
    }
  }
}
