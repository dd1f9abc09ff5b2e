package dev.latchkey.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * One request on its connection, and the means to answer it well or badly. Used by the connection's
 * thread only.
 */
final class Exchange {

  private final WireRequest request;
  private final Socket plain;
  private final Socket socket;
  private final InputStream input;
  private final CountDownLatch closing;

  Exchange(
      WireRequest request, Socket plain, Socket socket, InputStream input, CountDownLatch closing) {
    this.request = request;
    this.plain = plain;
    this.socket = socket;
    this.input = input;
    this.closing = closing;
  }

  WireRequest request() {
    return request;
  }

  OutputStream output() throws IOException {
    return socket.getOutputStream();
  }

  /** Writes the answer; false if no further request can follow on this connection. */
  boolean write(Answer answer) throws IOException {
    ByteArrayOutputStream whole = new ByteArrayOutputStream();
    whole.writeBytes(head(answer, "Content-Length: " + answer.body().length));
    if (!request.method().equals("HEAD")) {
      whole.writeBytes(answer.body());
    }
    output().write(whole.toByteArray());
    output().flush();
    return request.keepAlive();
  }

  void writeHead(Answer answer, String framing) throws IOException {
    output().write(head(answer, framing));
    output().flush();
  }

  byte[] head(Answer answer, String framing) {
    return head(answer.status(), answer.headers(), framing, request.keepAlive());
  }

  static byte[] head(int status, List<Answer.Header> headers, String framing, boolean keepAlive) {
    StringBuilder head = new StringBuilder("HTTP/1.1 ").append(status).append(' ');
    head.append(reason(status)).append("\r\n");
    for (Answer.Header header : headers) {
      head.append(header.name()).append(": ").append(header.value()).append("\r\n");
    }
    if (!framing.isEmpty()) {
      head.append(framing).append("\r\n");
    }
    if (!keepAlive) {
      head.append("Connection: close\r\n");
    }
    return head.append("\r\n").toString().getBytes(StandardCharsets.UTF_8);
  }

  /** Waits in real time, but no longer than the sandbox lives. */
  void pause(Duration duration) throws IOException {
    try {
      if (closing.await(duration.toNanos(), TimeUnit.NANOSECONDS)) {
        throw new IOException("the sandbox was closed");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted", e);
    }
  }

  /** Reads until the client has gone or the sandbox is closed, which closes the socket. */
  void awaitPeerGone() throws IOException {
    byte[] ignored = new byte[1024];
    int read = 0;
    while (read >= 0) {
      read = input.read(ignored);
    }
  }

  /** Ends the connection with a reset, as a peer that crashed. */
  void reset() throws IOException {
    plain.setSoLinger(true, 0);
    plain.close();
  }

  private static String reason(int status) {
    return switch (status) {
      case 200 -> "OK";
      case 201 -> "Created";
      case 302 -> "Found";
      case 304 -> "Not Modified";
      case 307 -> "Temporary Redirect";
      case 308 -> "Permanent Redirect";
      case 400 -> "Bad Request";
      case 401 -> "Unauthorized";
      case 403 -> "Forbidden";
      case 404 -> "Not Found";
      case 405 -> "Method Not Allowed";
      case 408 -> "Request Timeout";
      case 413 -> "Content Too Large";
      case 429 -> "Too Many Requests";
      case 431 -> "Request Header Fields Too Large";
      case 500 -> "Internal Server Error";
      case 501 -> "Not Implemented";
      case 502 -> "Bad Gateway";
      case 503 -> "Service Unavailable";
      case 504 -> "Gateway Timeout";
      default -> "Status";
    };
  }
}
