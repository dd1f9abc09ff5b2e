package dev.latchkey.benchmarks;

import java.io.EOFException;
import java.io.IOException;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;

/**
 * The floor of HTTP: one write of what an adapter sends, and reads until the answer is complete.
 * Parses no header.
 */
final class RawSocket implements RoundTrip {

  static final String NAME = "raw-socket";

  private final Socket socket;
  private final byte[] request;
  private final byte[] buffer = new byte[8_192];

  RawSocket(URI uri) throws IOException {
    this.socket = new Socket(uri.getHost(), uri.getPort());
    socket.setTcpNoDelay(true);
    this.request =
        String.join(
                "\r\n",
                "POST " + uri.getPath() + " HTTP/1.1",
                "Host: " + uri.getAuthority(),
                "Content-Type: " + FORM_TYPE,
                "Accept-Encoding: gzip",
                "Content-Length: " + FORM.length(),
                "",
                FORM)
            .getBytes(StandardCharsets.US_ASCII);
  }

  @Override
  public int exchange() throws IOException {
    socket.getOutputStream().write(request);
    int filled = 0;
    int start = -1;
    while (start < 0 || filled - start < LoopbackServer.BODY_BYTES) {
      int read = socket.getInputStream().read(buffer, filled, buffer.length - filled);
      if (read < 0) {
        throw new EOFException("the server has gone");
      }
      filled += read;
      start = start < 0 ? bodyStart(filled) : start;
    }
    return filled - start;
  }

  private int bodyStart(int filled) {
    for (int i = 2; i < filled; i++) {
      if (buffer[i] == '\n' && buffer[i - 2] == '\n') {
        return i + 1;
      }
    }
    return -1;
  }

  @Override
  public void close() throws IOException {
    socket.close();
  }
}
