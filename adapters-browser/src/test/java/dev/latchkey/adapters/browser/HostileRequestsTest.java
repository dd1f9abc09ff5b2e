package dev.latchkey.adapters.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

// B-01, B-03
@DisplayName("A loopback listener, visited by strangers,")
class HostileRequestsTest {

  private static final Pattern BYTE = Pattern.compile("\\\\x([0-9a-f]{2})");

  private Visitor visitor;

  @BeforeEach
  void listen() {
    visitor = new Visitor();
  }

  @AfterEach
  void stop() {
    visitor.close();
  }

  static Stream<Arguments> corpus() throws IOException {
    try (InputStream in = HostileRequestsTest.class.getResourceAsStream("hostile-requests.txt")) {
      return new String(in.readAllBytes(), UTF_8)
          .lines()
          .filter(line -> !line.isBlank() && !line.startsWith("#"))
          .map(line -> line.split(" \\|(?: |$)", 3))
          .map(it -> Arguments.of(it[1], it[0], it[2]));
    }
  }

  private String bytes(String escaped) {
    String text =
        escaped
            .replace("{h}", "Host: localhost:" + visitor.port() + "\\r\\n")
            .replace("{p}", Integer.toString(visitor.port()))
            .replace("\\r", "\r")
            .replace("\\n", "\n")
            .replace("\\t", "\t")
            .replace("\\0", "\0");
    return BYTE.matcher(text)
        .replaceAll(it -> Character.toString((char) Integer.parseInt(it.group(1), 16)));
  }

  @ParameterizedTest(name = "{0}: {1}")
  @MethodSource("corpus")
  @DisplayName("refuses without asking the check")
  void refuses(String name, String status, String request) throws Exception {
    String page = visitor.send(bytes(request));

    if (status.equals("-")) {
      assertThat(page).isEmpty();
    } else {
      assertThat(page).startsWith("HTTP/1.1 " + status + " ");
      assertThat(page).doesNotContain("right").doesNotContain("evil");
      assertThat(page.toLowerCase(Locale.ROOT))
          .contains("cache-control: no-store")
          .doesNotContain("access-control");
    }
    assertThat(visitor.asked()).isZero();
    assertThat(visitor.answer()).isNotDone();
    assertThat(visitor.sendRight()).endsWith("done");
    assertThat(visitor.awaitAnswer().encoded()).isEqualTo("code=c&state=right");
  }

  @Test
  @DisplayName("has a page for people in every refusal, but for HEAD")
  void pages() throws IOException {
    String host = "Host: localhost:" + visitor.port() + "\r\n\r\n";

    assertThat(visitor.send("PUT / HTTP/1.1\r\n" + host))
        .contains("\r\nAllow: GET, POST\r\n")
        .endsWith("\r\n\r\nOnly GET and POST are answered here.");
    assertThat(visitor.send("HEAD / HTTP/1.1\r\n" + host)).endsWith("\r\n\r\n");
  }

  @Test
  @DisplayName("takes 16 KiB of address and headers, and not more")
  void longHead() throws IOException {
    String start =
        "GET /?state=wrong HTTP/1.1\r\nHost: localhost:" + visitor.port() + "\r\nCookie: ";
    String end = "\r\n\r\n";
    String fill = "a".repeat((16 << 10) - start.length() - end.length());

    assertThat(visitor.send(start + fill + end))
        .startsWith("HTTP/1.1 400")
        .contains("not this one");
    assertThat(visitor.send(start + fill + "a" + end)).startsWith("HTTP/1.1 431");
    assertThat(visitor.send(start + fill.repeat(40) + end)).startsWith("HTTP/1.1 431");
  }

  @Test
  @DisplayName("takes what browsers send besides: cookies, odd bytes, a charset, a navigation")
  void ordinary() throws Exception {
    String page =
        visitor.send(
            String.join(
                "\r\n",
                "POST / HTTP/1.1",
                "host:LOCALHOST:" + visitor.port() + " ",
                "Origin: https://id.example",
                "Cookie: a=\u00e4; b=1",
                "Cookie: c=2",
                "Sec-Fetch-Mode: navigate",
                "Content-Type: Application/X-WWW-Form-Urlencoded; charset=utf-8",
                "Content-Length: 18",
                "",
                "code=c&state=right"));

    assertThat(page).endsWith("done");
    assertThat(visitor.awaitAnswer().encoded()).isEqualTo("code=c&state=right");
  }

  @Test
  @DisplayName("is called localhost, 127.0.0.1 or [::1]")
  void names() throws IOException {
    for (String name : List.of("localhost", "127.0.0.1", "[::1]")) {
      assertThat(
              visitor.send("GET / HTTP/1.1\r\nHost: " + name + ":" + visitor.port() + "\r\n\r\n"))
          .contains("not this one");
    }
  }

  @Test
  @DisplayName("answers the right one within a second after a thousand hostile ones")
  void thousand() throws Exception {
    List<Arguments> corpus = corpus().toList();
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 1000; i++) {
        String request = bytes((String) corpus.get(i % corpus.size()).get()[2]);
        // One in four is kept open: silent, half-sent, or not read.
        if (i % 4 == 0) {
          Socket socket = visitor.connect();
          open.add(socket);
          socket.getOutputStream().write(request.getBytes(ISO_8859_1));
        } else {
          visitor.send(request);
        }
      }
      long begin = System.nanoTime();

      assertThat(visitor.sendRight()).endsWith("done");
      assertThat(visitor.awaitAnswer()).isNotNull();
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(1));
      assertThat(visitor.asked()).isEqualTo(1);
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  @DisplayName("keeps at most 64 connections, and lets the oldest go")
  void bounded() throws IOException {
    List<Socket> open = new ArrayList<>();
    try {
      for (int i = 0; i < 65; i++) {
        open.add(visitor.connect());
      }
      assertThat(open.get(0).getInputStream().read()).isEqualTo(-1);
      Socket last = open.get(64);
      last.getOutputStream().write("nonsense\r\n\r\n".getBytes(ISO_8859_1));
      assertThat(last.getInputStream().read()).isEqualTo('H');
    } finally {
      for (Socket socket : open) {
        socket.close();
      }
    }
  }

  @Test
  @DisplayName("leaves no thread behind")
  void threads() throws Exception {
    visitor.connect().close();
    visitor.sendRight();
    visitor.awaitAnswer();
    List<Thread> ours =
        Thread.getAllStackTraces().keySet().stream()
            .filter(it -> it.getName().equals("latchkey-redirect"))
            .toList();
    for (Thread thread : ours) {
      thread.join(5_000);
    }

    assertThat(ours).allMatch(Thread::isDaemon).noneMatch(Thread::isAlive);
  }
}
