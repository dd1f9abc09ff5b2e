package dev.latchkey.sandbox;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Makes every write one chunk (RFC 9112, section 7.1). Closing it closes nothing and ends no body.
 */
final class ChunkedOutput extends OutputStream {

  private final OutputStream target;

  ChunkedOutput(OutputStream target) {
    this.target = target;
  }

  @Override
  public void write(int value) throws IOException {
    write(new byte[] {(byte) value}, 0, 1);
  }

  @Override
  public void write(byte[] bytes, int offset, int length) throws IOException {
    if (length == 0) {
      return; // an empty chunk would end the body
    }
    target.write((Integer.toHexString(length) + "\r\n").getBytes(StandardCharsets.US_ASCII));
    target.write(bytes, offset, length);
    target.write("\r\n".getBytes(StandardCharsets.US_ASCII));
  }

  @Override
  public void flush() throws IOException {
    target.flush();
  }
}
