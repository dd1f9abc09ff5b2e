package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.zip.GZIPInputStream;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.Header;
import org.apache.hc.core5.http.HttpEntity;
import org.jspecify.annotations.Nullable;

/** Reads answers, and never more of them than allowed. */
final class Answers {

  private Answers() {}

  static HttpResponse read(ClassicHttpResponse response, HostAndPort from) throws IOException {
    Map<String, List<String>> fields = fields(response, from);
    byte[] body = new byte[0];
    HttpEntity entity = response.getEntity();
    if (entity != null) {
      body = capped(entity.getContent(), entity.getContentLength(), from);
    }
    List<String> codings = fields.getOrDefault("content-encoding", List.of());
    if (!codings.isEmpty() && body.length > 0) {
      String coding = String.join(",", codings).strip().toLowerCase(Locale.ROOT);
      if (coding.equals("gzip") || coding.equals("x-gzip")) {
        body = opened(body, from);
        // They speak of the bytes on the wire, which nobody sees.
        fields.remove("content-encoding");
        fields.remove("content-length");
      } else if (!coding.equals("identity")) {
        throw malformed(from, "is in a content coding that was not asked for", null);
      }
    }
    try {
      return HttpResponse.of(response.getCode(), HttpHeaders.of(fields), body);
    } catch (IllegalArgumentException e) {
      throw malformed(from, "has a status or header field that HTTP does not allow", e);
    }
  }

  private static Map<String, List<String>> fields(ClassicHttpResponse response, HostAndPort from) {
    Map<String, List<String>> fields = new HashMap<>();
    long size = 0;
    for (Iterator<Header> headers = response.headerIterator(); headers.hasNext(); ) {
      Header header = headers.next();
      String name = header.getName().toLowerCase(Locale.ROOT);
      String value = header.getValue() == null ? "" : header.getValue();
      // ": " and the line end
      size += name.length() + value.length() + 4;
      List<String> others = fields.put(name, List.of(value));
      if (others != null) {
        List<String> all = new ArrayList<>(others);
        all.add(value);
        fields.put(name, all);
      }
    }
    if (size > HttpRequest.MAX_HEADER_BYTES) {
      throw tooLarge(from);
    }
    return fields;
  }

  private static byte[] opened(byte[] body, HostAndPort from) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      return capped(in, -1, from);
    } catch (IOException e) {
      throw malformed(from, "is not the gzip that it claims to be", e);
    }
  }

  // An announced length is read at once; the read after it lets the connection be used again.
  private static byte[] capped(InputStream in, long announced, HostAndPort from)
      throws IOException {
    if (announced > HttpRequest.MAX_BODY_BYTES) {
      throw tooLarge(from);
    }
    byte[] bytes = in.readNBytes(announced < 0 ? HttpRequest.MAX_BODY_BYTES : (int) announced);
    if (in.read() >= 0) {
      throw tooLarge(from);
    }
    return bytes;
  }

  static TransportException tooLarge(HostAndPort from) {
    return new TransportException(
        Reason.TOO_LARGE,
        "the answer of "
            + from
            + " is larger than 1 MiB of body or 64 KiB of headers; check that it is the right host",
        null);
  }

  static TransportException malformed(HostAndPort from, String what, @Nullable Throwable cause) {
    return new TransportException(
        Reason.MALFORMED,
        "the answer of " + from + " " + what + "; check that it is the right host and port",
        cause);
  }
}
