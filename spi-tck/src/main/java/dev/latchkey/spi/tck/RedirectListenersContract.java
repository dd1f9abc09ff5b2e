package dev.latchkey.spi.tck;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.catchThrowable;

import dev.latchkey.domain.error.CancelledException;
import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.spi.browser.BrowserUrl;
import dev.latchkey.spi.browser.Page;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectAnswer.Mode;
import dev.latchkey.spi.browser.RedirectCheck;
import dev.latchkey.spi.browser.RedirectCheck.Verdict;
import dev.latchkey.spi.browser.RedirectListener;
import dev.latchkey.spi.browser.RedirectListeners;
import dev.latchkey.spi.browser.RedirectSettings;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.net.ConnectException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.SocketException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Nested;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/**
 * What every {@link RedirectListeners} does, shown with raw sockets. A subclass says how to get
 * one.
 *
 * @since 0.1
 */
@DisplayName("A redirect listener")
@SuppressWarnings("ClassCanBeStatic")
public abstract class RedirectListenersContract {

  private static final Duration AMPLE = Duration.ofSeconds(20);
  // What the port promises, and what a busy machine may add.
  private static final Duration FREED = Duration.ofMillis(100 + 150);
  private static final Duration AT_ONCE = Duration.ofSeconds(1);

  private static final Page DONE = new Page(200, true, "<p>done</p>");
  private static final Page OTHER = new Page(400, false, "not this one");

  private final Deque<AutoCloseable> toClose = new ArrayDeque<>();
  private final AtomicInteger asked = new AtomicInteger();
  // The check of these tests: the answer is the one with the right state.
  private final RedirectCheck ours =
      answer -> {
        asked.incrementAndGet();
        return answer.encoded().contains("state=right")
            ? Verdict.accepted(DONE)
            : Verdict.passedOver(OTHER);
      };
  private Together threads;

  /** For subclasses. */
  @SuppressWarnings("NullAway.Init")
  protected RedirectListenersContract() {}

  /** {@return the listeners under test} */
  protected abstract RedirectListeners listeners();

  /** Makes threads for a test. */
  @BeforeEach
  protected void makeThreads() {
    threads = closing(new Together());
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

  private RedirectListener listener() {
    return listener(RedirectSettings.defaults());
  }

  private RedirectListener listener(RedirectSettings settings) {
    return closing(listeners().open(settings));
  }

  private Future<RedirectAnswer> await(RedirectListener listener) {
    return await(listener, ours);
  }

  private Future<RedirectAnswer> await(RedirectListener listener, RedirectCheck check) {
    return threads.start(() -> listener.await(check, within(AMPLE), Cancellation.none()));
  }

  private static Deadline within(Duration time) {
    return Deadline.after(time, TimeSource.system());
  }

  private static RawHttp.Reply send(RedirectListener listener, String request) {
    return RawHttp.send("127.0.0.1", listener.redirectUri().getPort(), request);
  }

  private static String right(RedirectListener listener) {
    return RawHttp.get(listener.redirectUri(), "?code=c&state=right");
  }

  private static boolean hasIpv6() {
    try {
      return NetworkInterface.getByInetAddress(RawHttp.literal("::1")) != null;
    } catch (IOException e) {
      return false;
    }
  }

  private static void assertFree(int port) {
    long end = System.nanoTime() + FREED.toNanos();
    Throwable last;
    do {
      last = catchThrowable(() -> bindAndClose(port));
    } while (last != null && System.nanoTime() < end);
    assertThat(last).as("why port %s cannot be bound", port).isNull();
  }

  private static void bindAndClose(int port) throws IOException {
    try (ServerSocket socket = new ServerSocket()) {
      socket.bind(new InetSocketAddress(RawHttp.literal("127.0.0.1"), port));
    }
  }

  private static Duration timeOf(Runnable task) {
    long begin = System.nanoTime();
    task.run();
    return Duration.ofNanos(System.nanoTime() - begin);
  }

  // ---- B-02, B-09

  @Nested
  @DisplayName("listens")
  class Listens {

    @Test
    @DisplayName("on loopback, IPv4 and IPv6, and tells it as localhost")
    void onLoopback() {
      RedirectListener listener = listener();
      URI uri = listener.redirectUri();
      Future<RedirectAnswer> answer = await(listener);

      assertThat(uri).hasToString("http://localhost:" + uri.getPort());
      assertThat(send(listener, RawHttp.get(uri, "")).status()).isEqualTo(400);
      String last = hasIpv6() ? "::1" : "127.0.0.1";
      assertThat(RawHttp.send(last, uri.getPort(), right(listener)).status()).isEqualTo(200);
      assertThat(Together.result(answer).encoded()).isEqualTo("code=c&state=right");
    }

    @Test
    @DisplayName("on no other address of the machine")
    void nowhereElse() throws SocketException {
      int port = listener().redirectUri().getPort();
      List<InetAddress> others =
          NetworkInterface.networkInterfaces()
              .flatMap(NetworkInterface::inetAddresses)
              .filter(it -> !it.isLoopbackAddress() && !it.isLinkLocalAddress())
              .toList();
      // Linux answers for all of 127.0.0.0/8 on its own.
      List<String> tried = new ArrayList<>(List.of("127.0.0.2"));
      others.forEach(it -> tried.add(it.getHostAddress()));

      assertThat(tried)
          .allSatisfy(
              it ->
                  assertThatExceptionOfType(IOException.class)
                      .isThrownBy(() -> RawHttp.connect(it, port).close()));
    }

    @Test
    @Tag("S-219")
    @DisplayName("on the port that was asked for, or each on a free one")
    void onThePort() {
      int first = listener().redirectUri().getPort();
      RedirectListener second = listener();
      int port = second.redirectUri().getPort();
      second.close();
      assertFree(port);

      assertThat(port).isNotEqualTo(first);
      assertThat(listener(RedirectSettings.defaults().port(port)).redirectUri().getPort())
          .isEqualTo(port);
    }

    @Test
    @DisplayName("or says at once that the port is taken")
    void takenPort() throws IOException {
      ServerSocket taken = closing(new ServerSocket(0, 1, RawHttp.literal("127.0.0.1")));
      RedirectSettings settings = RedirectSettings.defaults().port(taken.getLocalPort());

      Duration took =
          timeOf(
              () ->
                  assertThatExceptionOfType(ConfigurationException.class)
                      .isThrownBy(() -> listeners().open(settings))
                      .withMessageContaining(Integer.toString(taken.getLocalPort()))
                      .withMessageContaining("0"));
      assertThat(took).isLessThan(AT_ONCE);
    }

    @Test
    @DisplayName("or says so when the port is taken on the other loopback address")
    void takenPortOfIpv6() throws IOException {
      if (!hasIpv6()) {
        return;
      }
      ServerSocket taken = closing(new ServerSocket(0, 1, RawHttp.literal("::1")));
      int port = taken.getLocalPort();

      assertThatExceptionOfType(ConfigurationException.class)
          .isThrownBy(() -> listeners().open(RedirectSettings.defaults().port(port)));
      assertFree(port);
    }

    @Test
    @DisplayName("before anybody waits: what comes early is answered then")
    void early() throws IOException {
      RedirectListener listener = listener();
      int port = listener.redirectUri().getPort();
      try (Socket socket = RawHttp.connect("127.0.0.1", port)) {
        Future<RawHttp.Reply> page = threads.start(() -> RawHttp.send(socket, right(listener)));

        assertThat(Together.result(await(listener)).mode()).isEqualTo(Mode.QUERY);
        assertThat(Together.result(page).body()).isEqualTo(DONE.text());
      }
    }
  }

  @Nested
  @DisplayName("takes as the answer")
  class Takes {

    @Test
    @DisplayName("a query, as it came")
    void query() {
      RedirectListener listener = listener(RedirectSettings.defaults().path("/back/here"));
      Future<RedirectAnswer> answer = await(listener);

      RawHttp.Reply page =
          send(listener, RawHttp.get(listener.redirectUri(), "?state=right&code=a%2Bb+c&x="));

      assertThat(page.status()).isEqualTo(200);
      assertThat(Together.result(answer).mode()).isEqualTo(Mode.QUERY);
      assertThat(Together.result(answer).encoded()).isEqualTo("state=right&code=a%2Bb+c&x=");
    }

    @Test
    @DisplayName("a form, as it came, up to its longest")
    void form() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer = await(listener);
      String start = "state=right&code=";
      String body = start + "a".repeat(RedirectAnswer.MAX_LENGTH - start.length());

      assertThat(send(listener, RawHttp.post(listener.redirectUri(), body)).status())
          .isEqualTo(200);
      assertThat(Together.result(answer).mode()).isEqualTo(Mode.FORM_POST);
      assertThat(Together.result(answer).encoded()).isEqualTo(body);
    }

    @Test
    @DisplayName("only what the check accepts, and shows what the check says")
    void onlyTheAccepted() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer = await(listener);
      URI uri = listener.redirectUri();

      assertThat(send(listener, RawHttp.get(uri, "?code=c&state=wrong")).body())
          .isEqualTo(OTHER.text());
      assertThat(send(listener, RawHttp.post(uri, "code=c&state=wrong")).status()).isEqualTo(400);
      assertThat(send(listener, RawHttp.get(uri, "")).status()).isEqualTo(400);
      assertThat(answer).isNotDone();
      assertThat(send(listener, right(listener)).body()).isEqualTo(DONE.text());
      assertThat(Together.result(answer).encoded()).contains("right");
    }

    @Test
    @DisplayName("one of many that come at once")
    void one() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer = await(listener);
      threads.run(
          Collections.nCopies(8, () -> catchThrowable(() -> send(listener, right(listener)))));

      assertThat(Together.result(answer).encoded()).isEqualTo("code=c&state=right");
    }

    @Test
    @DisplayName("nothing at which the check fails")
    void failingCheck() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer =
          await(
              listener,
              it -> {
                if (it.encoded().contains("bad")) {
                  throw new IllegalArgumentException("made by the test");
                }
                return ours.judge(it);
              });

      RawHttp.Reply page = send(listener, RawHttp.get(listener.redirectUri(), "?bad=1"));

      assertThat(page.status()).isEqualTo(500);
      assertThat(page.text()).doesNotContain("made by the test").doesNotContain("bad");
      send(listener, right(listener));
      assertThat(Together.result(answer).encoded()).contains("right");
    }
  }

  // ---- B-05, B-08

  @Nested
  @DisplayName("shows pages")
  class Pages {

    private void assertGuarded(RawHttp.Reply page) {
      assertThat(page.header("Cache-Control")).hasValue("no-store");
      assertThat(page.header("Referrer-Policy")).hasValue("no-referrer");
      assertThat(page.header("X-Content-Type-Options")).hasValue("nosniff");
      assertThat(page.header("Connection")).hasValue("close");
      assertThat(page.header("Content-Security-Policy").orElseThrow())
          .contains("default-src 'none'")
          .doesNotContain("script");
      assertThat(page.head()).doesNotContainIgnoringCase("access-control-allow");
    }

    @Test
    @DisplayName("with headers that keep them to themselves")
    void guarded() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer = await(listener);
      URI uri = listener.redirectUri();

      assertGuarded(send(listener, RawHttp.get(uri, "?state=wrong")));
      assertGuarded(send(listener, "GET /favicon.ico HTTP/1.1\r\n" + RawHttp.host(uri) + "\r\n"));
      assertGuarded(send(listener, "nonsense\r\n\r\n"));
      assertGuarded(send(listener, right(listener)));
      assertThat(Together.result(answer)).isNotNull();
    }

    @Test
    @DisplayName("as HTML or as text, in UTF-8")
    void kinds() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer =
          await(
              listener,
              it ->
                  it.encoded().isEmpty()
                      ? Verdict.passedOver(new Page(200, false, "<b>na\u00efve</b>"))
                      : Verdict.accepted(DONE));

      RawHttp.Reply text = send(listener, RawHttp.get(listener.redirectUri(), ""));
      RawHttp.Reply html = send(listener, right(listener));

      assertThat(text.header("Content-Type").orElseThrow()).startsWith("text/plain");
      assertThat(text.header("Content-Type").orElseThrow()).containsIgnoringCase("utf-8");
      assertThat(text.body()).isEqualTo("<b>na\u00efve</b>");
      assertThat(html.header("Content-Type").orElseThrow()).startsWith("text/html");
      assertThat(html.header("Content-Length")).hasValue("11");
      assertThat(Together.result(answer)).isNotNull();
    }

    @Test
    @DisplayName("of the application, elsewhere, with nothing of the request in the address")
    void elsewhere() {
      RedirectListener listener = listener();
      Page page = Page.elsewhere(new BrowserUrl(URI.create("https://app.example/done?x=1")));
      Future<RedirectAnswer> answer = await(listener, it -> Verdict.accepted(page));

      RawHttp.Reply reply = send(listener, right(listener));

      assertThat(reply.status()).isEqualTo(303);
      assertThat(reply.header("Location")).hasValue("https://app.example/done?x=1");
      assertGuarded(reply);
      assertThat(Together.result(answer)).isNotNull();
    }
  }

  // ---- B-03

  @Nested
  @DisplayName("refuses, without asking the check,")
  class Refuses {

    private void assertRefused(RedirectListener listener, String request, int... statuses) {
      Future<RedirectAnswer> answer = await(listener);
      RawHttp.Reply page = send(listener, request);

      assertThat(statuses).contains(page.status());
      assertThat(page.text()).doesNotContain("right").doesNotContain("c0de");
      assertThat(asked).hasValue(0);
      assertThat(answer).isNotDone();
      send(listener, right(listener));
      assertThat(Together.result(answer).encoded()).isEqualTo("code=c&state=right");
    }

    private String request(String line, RedirectListener listener, String more) {
      return line + " HTTP/1.1\r\n" + RawHttp.host(listener.redirectUri()) + more + "\r\n";
    }

    @Test
    @DisplayName("a request for another host, as DNS rebinding sends it")
    void host() {
      RedirectListener listener = listener();
      String foreign = "Host: evil.example:" + listener.redirectUri().getPort() + "\r\n";
      assertRefused(
          listener, "GET /?code=c0de&state=right HTTP/1.1\r\n" + foreign + "\r\n", 400, 403, 421);
    }

    @Test
    @DisplayName("a request without a host")
    void noHost() {
      assertRefused(listener(), "GET /?code=c0de&state=right HTTP/1.0\r\n\r\n", 400, 403, 421);
    }

    @Test
    @DisplayName("a request for another path")
    void path() {
      RedirectListener listener = listener();
      assertRefused(listener, request("GET /other?code=c0de&state=right", listener, ""), 404);
    }

    @Test
    @DisplayName("a method that is neither GET nor POST")
    void method() {
      for (String method : List.of("PUT", "HEAD", "DELETE", "PATCH")) {
        RedirectListener listener = listener();
        assertRefused(
            listener, request(method + " /?code=c0de&state=right", listener, ""), 405, 501);
        asked.set(0);
      }
    }

    @Test
    @DisplayName("the question whether another origin may send or read")
    void preflight() {
      RedirectListener listener = listener();
      String question =
          String.join(
              "\r\n",
              "Origin: https://evil.example",
              "Access-Control-Request-Method: POST",
              "Access-Control-Request-Private-Network: true",
              "");
      assertRefused(listener, request("OPTIONS /", listener, question), 403, 405);
    }

    @Test
    @DisplayName("what a script fetches")
    void script() {
      RedirectListener listener = listener();
      assertRefused(
          listener,
          request("GET /?code=c0de&state=right", listener, "Sec-Fetch-Mode: cors\r\n"),
          403);
    }

    @Test
    @DisplayName("a body that is no form")
    void noForm() {
      RedirectListener listener = listener();
      String body = "{\"code\":\"c0de\",\"state\":\"right\"}";
      String fields = "Content-Type: application/json\r\nContent-Length: " + body.length();
      assertRefused(listener, request("POST /", listener, fields + "\r\n") + body, 415);
    }

    @Test
    @DisplayName("a body that is too large")
    void largeBody() {
      RedirectListener listener = listener();
      String body = "state=right&code=" + "a".repeat(RedirectAnswer.MAX_LENGTH);
      assertRefused(listener, RawHttp.post(listener.redirectUri(), body), 413);
    }

    @Test
    @DisplayName("a parameter that comes twice")
    void twice() {
      RedirectListener listener = listener();
      assertRefused(
          listener, RawHttp.get(listener.redirectUri(), "?code=c0de&state=x&state=right"), 400);
    }

    @Test
    @DisplayName("an encoding that is broken")
    void encoding() {
      RedirectListener listener = listener();
      assertRefused(listener, RawHttp.post(listener.redirectUri(), "code=c0de%2&state=right"), 400);
    }
  }

  @Nested
  @DisplayName("is not held up")
  class HeldUp {

    @Test
    @DisplayName("by a hundred requests that are silent, half-sent or not read")
    void slow() throws IOException {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer = await(listener);
      int port = listener.redirectUri().getPort();
      for (int i = 0; i < 100; i++) {
        Socket socket = closing(RawHttp.connect("127.0.0.1", port));
        String whole = RawHttp.post(listener.redirectUri(), "code=c&state=wrong");
        int sent = List.of(0, 10, whole.length() - 1, whole.length()).get(i % 4);
        socket
            .getOutputStream()
            .write(whole.substring(0, sent).getBytes(StandardCharsets.US_ASCII));
      }

      Duration took = timeOf(() -> send(listener, right(listener)));

      assertThat(Together.result(answer).encoded()).contains("right");
      assertThat(took).isLessThan(AT_ONCE);
    }
  }

  // ---- B-02: the end

  @Nested
  @DisplayName("ends, and frees its port,")
  class Ends {

    @Test
    @DisplayName("with the answer, while the page is on its way")
    void answered() throws IOException {
      RedirectListener listener = listener();
      int port = listener.redirectUri().getPort();
      closing(RawHttp.connect("127.0.0.1", port));
      Future<RedirectAnswer> answer = await(listener);
      Future<RawHttp.Reply> page = threads.start(() -> send(listener, right(listener)));

      assertThat(Together.result(answer)).isNotNull();
      assertFree(port);
      assertThat(Together.result(page).body()).isEqualTo(DONE.text());
    }

    @Test
    @Tag("S-218")
    @DisplayName("at the deadline, with an error that tells the limit")
    void timedOut() throws IOException {
      RedirectListener listener = listener();
      int port = listener.redirectUri().getPort();
      closing(RawHttp.connect("127.0.0.1", port));

      Duration took =
          timeOf(
              () ->
                  assertThatExceptionOfType(TransportException.class)
                      .isThrownBy(
                          () ->
                              listener.await(
                                  ours, within(Duration.ofSeconds(1)), Cancellation.none()))
                      .withMessageContaining("1 s")
                      .matches(it -> it.reason() == TransportException.Reason.TIMED_OUT));
      assertThat(took).isBetween(Duration.ofMillis(950), Duration.ofMillis(1500));
      assertFree(port);
    }

    @Test
    @DisplayName("when cancelled")
    void cancelled() {
      RedirectListener listener = listener();
      Cancellation cancellation = Cancellation.create();
      Future<RedirectAnswer> answer =
          threads.start(() -> listener.await(ours, within(AMPLE), cancellation));
      // What was answered shows that the wait has begun.
      send(listener, RawHttp.get(listener.redirectUri(), ""));
      cancellation.cancel();

      assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> Together.result(answer));
      assertFree(listener.redirectUri().getPort());
    }

    @Test
    @DisplayName("when it was cancelled before")
    void cancelledBefore() {
      Cancellation cancellation = Cancellation.create();
      cancellation.cancel();

      assertThatExceptionOfType(CancelledException.class)
          .isThrownBy(() -> listener().await(ours, within(AMPLE), cancellation));
    }

    @Test
    @DisplayName("when its thread is interrupted, whose flag stays set")
    void interrupted() {
      RedirectListener listener = listener();
      CountDownLatch flag = new CountDownLatch(1);
      Thread waiting =
          new Thread(
              () -> {
                Thread.currentThread().interrupt();
                Throwable thrown =
                    catchThrowable(() -> listener.await(ours, within(AMPLE), Cancellation.none()));
                if (thrown instanceof CancelledException && Thread.interrupted()) {
                  flag.countDown();
                }
              });
      waiting.start();

      assertThatCode(() -> waiting.join(AMPLE.toMillis())).doesNotThrowAnyException();
      assertThat(flag.getCount()).isZero();
      assertFree(listener.redirectUri().getPort());
    }

    @Test
    @DisplayName("when closed from another thread, as often as one likes")
    void closed() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer = await(listener);
      send(listener, RawHttp.get(listener.redirectUri(), ""));
      listener.close();
      listener.close();

      assertThatExceptionOfType(CancelledException.class).isThrownBy(() -> Together.result(answer));
      assertFree(listener.redirectUri().getPort());
      assertThatExceptionOfType(ConnectException.class)
          .isThrownBy(() -> RawHttp.connect("127.0.0.1", listener.redirectUri().getPort()).close());
    }

    @Test
    @DisplayName("and waits but once")
    void once() {
      RedirectListener listener = listener();
      Future<RedirectAnswer> answer = await(listener);
      send(listener, right(listener));
      assertThat(Together.result(answer)).isNotNull();

      assertThatIllegalStateException()
          .isThrownBy(() -> listener.await(ours, within(AMPLE), Cancellation.none()));
    }
  }
}
