package dev.latchkey.sandbox;

import java.io.FilterInputStream;
import java.io.IOException;
import java.net.Socket;
import java.net.SocketTimeoutException;
import java.time.Duration;

/**
 * Input that must all have come by a point in time. A socket's own timeout starts anew with every
 * byte, so that a client that drips would hold its thread for ever.
 */
final class DeadlineInput extends FilterInputStream {

  private final Socket socket;
  private long deadline;

  DeadlineInput(Socket socket) throws IOException {
    super(socket.getInputStream());
    this.socket = socket;
  }

  /**
   * Sets the point in time, in real time whatever the sandbox's clock shows: sockets know no other.
   */
  void within(Duration limit) {
    deadline = System.nanoTime() + limit.toNanos();
  }

  @Override
  public int read() throws IOException {
    arm();
    return super.read();
  }

  @Override
  public int read(byte[] target, int offset, int length) throws IOException {
    arm();
    return super.read(target, offset, length);
  }

  private void arm() throws IOException {
    long millis = (deadline - System.nanoTime()) / 1_000_000;
    if (millis < 1) {
      throw new SocketTimeoutException("the request did not arrive in time");
    }
    socket.setSoTimeout((int) Math.min(millis, Integer.MAX_VALUE));
  }
}
