package dev.latchkey.adapters.http;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import org.apache.hc.core5.http.io.entity.AbstractHttpEntity;

/**
 * A body that says it cannot be sent twice, so that a borrowed client does not repeat the request
 * either.
 */
final class OneShotBody extends AbstractHttpEntity {

  private final byte[] bytes;

  OneShotBody(byte[] bytes) {
    super((String) null, null);
    this.bytes = bytes;
  }

  @Override
  public boolean isRepeatable() {
    return false;
  }

  @Override
  public boolean isStreaming() {
    return false;
  }

  @Override
  public long getContentLength() {
    return bytes.length;
  }

  @Override
  public InputStream getContent() {
    return new ByteArrayInputStream(bytes);
  }

  @Override
  public void writeTo(OutputStream out) throws IOException {
    out.write(bytes);
  }

  @Override
  public void close() {}
}
