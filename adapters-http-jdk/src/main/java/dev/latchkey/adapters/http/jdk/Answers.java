package dev.latchkey.adapters.http.jdk;

import dev.latchkey.spi.http.HttpHeaders;
import dev.latchkey.spi.http.HttpRequest;
import dev.latchkey.spi.http.HttpResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;

/** Turns the client's answers into the port's. */
final class Answers {

  private Answers() {}

  static HttpResponse of(java.net.http.HttpResponse<byte @Nullable []> answer, URI uri) {
    byte[] body = answer.body();
    if (body == null) {
      throw Failures.tooLarge(uri, null);
    }
    Map<String, List<String>> fields = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    fields.putAll(answer.headers().map());
    String coding =
        String.join(",", fields.getOrDefault("content-encoding", List.of()))
            .strip()
            .toLowerCase(Locale.ROOT);
    if (body.length > 0 && (coding.equals("gzip") || coding.equals("x-gzip"))) {
      body = opened(body, uri);
      // They speak of the bytes on the wire, which nobody sees.
      fields.remove("content-encoding");
      fields.remove("content-length");
    } else if (body.length > 0 && !coding.isEmpty() && !coding.equals("identity")) {
      throw Failures.malformed(uri, "is in a content coding that was not asked for", null);
    }
    try {
      return HttpResponse.of(answer.statusCode(), HttpHeaders.of(fields), body);
    } catch (IllegalArgumentException e) {
      throw Failures.malformed(uri, "has a status or header field that HTTP does not allow", e);
    }
  }

  private static byte[] opened(byte[] body, URI uri) {
    try (InputStream in = new GZIPInputStream(new ByteArrayInputStream(body))) {
      byte[] bytes = in.readNBytes(HttpRequest.MAX_BODY_BYTES + 1);
      if (bytes.length > HttpRequest.MAX_BODY_BYTES) {
        throw Failures.tooLarge(uri, null);
      }
      return bytes;
    } catch (IOException e) {
      throw Failures.malformed(uri, "is not the gzip that it claims to be", e);
    }
  }
}
