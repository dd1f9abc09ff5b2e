package dev.latchkey.adapters.browser;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/** Reads a socket up to a moment, however slowly bytes come: a socket's own limit is per read. */
final class TimedInput extends InputStream {

  private final Socket socket;
  private final InputStream in;
  private final long endNanos;

  TimedInput(Socket socket, Duration time) throws IOException {
    this.socket = socket;
    this.in = socket.getInputStream();
    this.endNanos = System.nanoTime() + time.toNanos();
  }

  @Override
  public int read() throws IOException {
    byte[] one = new byte[1];
    return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
  }

  @Override
  public int read(byte[] bytes, int offset, int length) throws IOException {
    long millis = (endNanos - System.nanoTime()) / 1_000_000;
    if (millis <= 0) {
      throw new SocketTimeoutException("the request took too long");
    }
    socket.setSoTimeout((int) millis);
    return in.read(bytes, offset, length);
  }
}
