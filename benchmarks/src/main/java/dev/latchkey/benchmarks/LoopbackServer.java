package dev.latchkey.benchmarks;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Locale;

/**
 * Answers every request with the same token over plain HTTP, one thread for each connection, one
 * write for each answer: as little server as there can be.
 */
final class LoopbackServer implements AutoCloseable {

  static final int BODY_BYTES = body().length();

  private static final byte[] ANSWER =
      ("HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: "
              + BODY_BYTES
              + "\r\n\r\n"
              + body())
          .getBytes(StandardCharsets.US_ASCII);

  private static final String LENGTH = "content-length:";

  private final ServerSocket listener;

  LoopbackServer() throws IOException {
    this.listener = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
    daemon(this::accept);
  }

  private static String body() {
    return InProcessEndpoint.tokenAnswer(TokenText.of(0));
  }

  URI uri() {
    String host = listener.getInetAddress().getHostAddress();
    return URI.create("http://" + host + ":" + listener.getLocalPort() + "/oauth2/v2.0/token");
  }

  private static void daemon(Runnable work) {
    Thread thread = new Thread(work, "loopback-server");
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket connection = listener.accept();
        connection.setTcpNoDelay(true);
        daemon(() -> serve(connection));
      } catch (IOException e) {
        close();
      }
    }
  }

  private static void serve(Socket connection) {
    try (connection) {
      InputStream in = new BufferedInputStream(connection.getInputStream());
      OutputStream out = connection.getOutputStream();
      while (true) {
        skipRequest(in);
        out.write(ANSWER);
      }
    } catch (IOException e) {
      // The client has gone, which is how every benchmark ends.
      return;
    }
  }

  private static void skipRequest(InputStream in) throws IOException {
    int length = 0;
    for (String line = line(in); !line.isEmpty(); line = line(in)) {
      if (line.startsWith(LENGTH)) {
        length = Integer.parseInt(line.substring(LENGTH.length()).strip());
      }
    }
    in.skipNBytes(length);
  }

  private static String line(InputStream in) throws IOException {
    StringBuilder text = new StringBuilder();
    for (int c = in.read(); c != '\n'; c = in.read()) {
      if (c < 0) {
        throw new EOFException();
      }
      text.append((char) c);
    }
    return text.toString().strip().toLowerCase(Locale.ROOT);
  }

  @Override
  public void close() {
    try {
      listener.close();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
