package dev.latchkey.adapters.browser;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;

import dev.latchkey.spi.browser.Page;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectCheck.Verdict;
import dev.latchkey.spi.browser.RedirectListener;
import dev.latchkey.spi.browser.RedirectSettings;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.time.Duration;
import java.util.stream.IntStream;
import org.junit.jupiter.api.DisplayName;
import org.junit.jupiter.api.Test;

@DisplayName("A loopback listener")
class LoopbackListenerTest {

  private static Deadline ample() {
    return Deadline.after(Duration.ofSeconds(20), TimeSource.system());
  }

  @Test
  @DisplayName("does not wait for a browser that never takes its page")
  void pageThatIsNotTaken() throws IOException {
    Page large = new Page(200, false, "a".repeat(32 << 20));
    try (RedirectListener listener = new LoopbackListeners().open(RedirectSettings.defaults());
        Socket socket =
            new Socket(InetAddress.getLoopbackAddress(), listener.redirectUri().getPort())) {
      String host = "Host: localhost:" + listener.redirectUri().getPort();
      socket
          .getOutputStream()
          .write(("GET /?code=c HTTP/1.1\r\n" + host + "\r\n\r\n").getBytes(US_ASCII));

      long begin = System.nanoTime();
      RedirectAnswer answer =
          listener.await(it -> Verdict.accepted(large), ample(), Cancellation.none());

      assertThat(answer.encoded()).isEqualTo("code=c");
      assertThat(Duration.ofNanos(System.nanoTime() - begin)).isLessThan(Duration.ofSeconds(3));
    }
  }

  @Test
  @DisplayName("leaves its port free for the next sign-in at once, a hundred times")
  void samePort() {
    int port;
    try (RedirectListener first = new LoopbackListeners().open(RedirectSettings.defaults())) {
      port = first.redirectUri().getPort();
    }
    RedirectSettings settings = RedirectSettings.defaults().port(port);

    assertThat(IntStream.range(0, 100))
        .allSatisfy(i -> new LoopbackListeners().open(settings).close());
  }

  @Test
  @DisplayName("has no port in the host of a request if its port is that of http")
  void standardPort() throws IOException {
    String request = "GET /?code=c HTTP/1.1\r\nHost: localhost\r\n\r\n";

    assertThat(new Doorkeeper(80, "").hear(new ByteArrayInputStream(request.getBytes(US_ASCII))))
        .isInstanceOf(Arrival.Answer.class);
  }
}
