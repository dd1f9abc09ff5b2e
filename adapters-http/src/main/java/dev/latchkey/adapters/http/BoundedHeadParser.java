package dev.latchkey.adapters.http;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ConnectionClosedException;
import org.apache.hc.core5.http.HttpException;
import org.apache.hc.core5.http.MessageConstraintException;
import org.apache.hc.core5.http.config.Http1Config;
import org.apache.hc.core5.http.impl.io.DefaultHttpResponseParser;
import org.apache.hc.core5.http.io.SessionInputBuffer;

/**
 * Stops reading a head that does not end, and refuses one that was cut off. The library caps lines
 * and their number, not the sum.
 */
final class BoundedHeadParser extends DefaultHttpResponseParser {

  private final int maxBytes;

  BoundedHeadParser(Http1Config config, int maxBytes) {
    super(config);
    this.maxBytes = maxBytes;
  }

  @Override
  public ClassicHttpResponse parse(SessionInputBuffer buffer, InputStream in)
      throws IOException, HttpException {
    // What the buffer reads ahead may be body; the exact size is checked once the head is known.
    return super.parse(buffer, new Counted(in, maxBytes + buffer.capacity()));
  }

  private static final class Counted extends FilterInputStream {

    private int left;

    Counted(InputStream in, int left) {
      super(in);
      this.left = left;
    }

    @Override
    public int read() throws IOException {
      byte[] one = new byte[1];
      return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
      int count = in.read(target, offset, length);
      if (count < 0) {
        // The library would take what came for whole lines: a length could lose its last digit.
        throw new ConnectionClosedException("closed within the head");
      }
      left -= count;
      if (left < 0) {
        throw new MessageConstraintException("head is too large");
      }
      return count;
    }
  }
}
