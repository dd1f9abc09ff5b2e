package dev.latchkey.adapters.browser;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import dev.latchkey.spi.browser.Page;
import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectCheck.Verdict;
import dev.latchkey.spi.browser.RedirectListener;
import dev.latchkey.spi.browser.RedirectSettings;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import dev.latchkey.spi.time.TimeSource;
import java.io.IOException;
import java.net.InetAddress;
import java.net.Socket;
import java.net.SocketException;
import java.time.Duration;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;

/** A listener that waits for the right state, and somebody who sends it bytes. */
final class Visitor implements AutoCloseable {

  private static final Page DONE = new Page(200, false, "done");

  private final RedirectListener listener =
      new LoopbackListeners().open(RedirectSettings.defaults());
  private final CompletableFuture<RedirectAnswer> answer = new CompletableFuture<>();
  private final AtomicInteger asked = new AtomicInteger();

  Visitor() {
    Thread waiting =
        new Thread(
            () -> {
              try {
                Deadline deadline = Deadline.after(Duration.ofMinutes(2), TimeSource.system());
                answer.complete(listener.await(this::judge, deadline, Cancellation.none()));
              } catch (RuntimeException e) {
                answer.completeExceptionally(e);
              }
            },
            "waiting");
    waiting.setDaemon(true);
    waiting.start();
  }

  private Verdict judge(RedirectAnswer brought) {
    asked.incrementAndGet();
    return brought.encoded().equals("code=c&state=right")
        ? Verdict.accepted(DONE)
        : Verdict.passedOver(new Page(400, false, "not this one"));
  }

  int port() {
    return listener.redirectUri().getPort();
  }

  int asked() {
    return asked.get();
  }

  Future<RedirectAnswer> answer() {
    return answer;
  }

  RedirectAnswer awaitAnswer() throws InterruptedException, ExecutionException, TimeoutException {
    return answer.get(5, TimeUnit.SECONDS);
  }

  Socket connect() throws IOException {
    Socket socket = new Socket(InetAddress.getLoopbackAddress(), port());
    socket.setSoTimeout(5_000);
    return socket;
  }

  /** {@return the page for these bytes, after which nothing more is sent; empty if none came} */
  String send(byte[] bytes) throws IOException {
    try (Socket socket = connect()) {
      try {
        socket.getOutputStream().write(bytes);
        socket.shutdownOutput();
      } catch (SocketException e) {
        // It was refused before all was sent; the page is there all the same.
      }
      return new String(socket.getInputStream().readAllBytes(), ISO_8859_1);
    }
  }

  String send(String text) throws IOException {
    return send(text.getBytes(ISO_8859_1));
  }

  String sendRight() throws IOException {
    return send("GET /?code=c&state=right HTTP/1.1\r\nHost: localhost:" + port() + "\r\n\r\n");
  }

  @Override
  public void close() {
    listener.close();
  }
}
