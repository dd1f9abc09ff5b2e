package dev.latchkey.sandbox;

import java.io.ByteArrayOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** Reads HTTP/1.1 requests from one connection (RFC 9112), within limits. */
final class RequestReader {

  private static final int HEAD_LIMIT = 64 * 1024;
  private static final int BODY_LIMIT = 1024 * 1024;

  private final InputStream input;
  private final @Nullable String serverName;
  private final List<X509Certificate> clientChain;
  private final long connection;
  private int headBytes;

  RequestReader(
      InputStream input,
      @Nullable String serverName,
      List<X509Certificate> clientChain,
      long connection) {
    this.input = input;
    this.serverName = serverName;
    this.clientChain = clientChain;
    this.connection = connection;
  }

  /** A request that is no request; the answer to it is the status and a closed connection. */
  static final class MalformedRequestException extends IOException {
    private static final long serialVersionUID = 1L;
    private final int status;

    MalformedRequestException(int status, String message) {
      super(message);
      this.status = status;
    }

    int status() {
      return status;
    }
  }

  /** Lets a client that asked first (RFC 9110, section 10.1.1) send its body. */
  @FunctionalInterface
  interface Continue {
    void send() throws IOException;
  }

  WireRequest read(Continue onExpectation) throws IOException {
    headBytes = 0;
    List<String> start = Texts.split(line(), ' ');
    if (start.size() != 3 || !start.get(2).startsWith("HTTP/1.")) {
      throw new MalformedRequestException(400, "not an HTTP/1 request line");
    }
    Map<String, List<String>> headers = headers();
    if ("100-continue".equalsIgnoreCase(first(headers, "Expect"))) {
      onExpectation.send();
    }
    String body = new String(body(headers), StandardCharsets.UTF_8);
    String target = start.get(1);
    if (!target.startsWith("/")) {
      throw new MalformedRequestException(400, "the target must be an absolute path");
    }
    int mark = target.indexOf('?');
    boolean keepAlive =
        start.get(2).equals("HTTP/1.1") && !"close".equalsIgnoreCase(first(headers, "Connection"));
    return new WireRequest(
        start.get(0),
        mark < 0 ? target : target.substring(0, mark),
        mark < 0 ? null : target.substring(mark + 1),
        headers,
        body,
        serverName,
        clientChain,
        connection,
        keepAlive);
  }

  private Map<String, List<String>> headers() throws IOException {
    Map<String, List<String>> headers = new TreeMap<>(String.CASE_INSENSITIVE_ORDER);
    for (String line = line(); !line.isEmpty(); line = line()) {
      int colon = line.indexOf(':');
      if (colon < 1 || line.charAt(0) == ' ' || line.charAt(0) == '\t') {
        throw new MalformedRequestException(400, "not a header line");
      }
      headers
          .computeIfAbsent(line.substring(0, colon), name -> new ArrayList<>())
          .add(line.substring(colon + 1).strip());
    }
    headers.replaceAll((name, values) -> List.copyOf(values));
    return Collections.unmodifiableMap(headers);
  }

  private byte[] body(Map<String, List<String>> headers) throws IOException {
    String coding = first(headers, "Transfer-Encoding");
    String length = first(headers, "Content-Length");
    if (coding != null && length != null) {
      throw new MalformedRequestException(400, "both a length and a transfer coding");
    }
    if (coding != null) {
      if (!coding.toLowerCase(Locale.ROOT).equals("chunked")) {
        throw new MalformedRequestException(501, "unknown transfer coding");
      }
      return chunks();
    }
    return length == null ? new byte[0] : exactly(number(length, 10));
  }

  private byte[] chunks() throws IOException {
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    while (true) {
      headBytes = 0;
      int size = number(Texts.split(line(), ';').get(0).strip(), 16);
      if (size == 0) {
        break;
      }
      all.writeBytes(exactly(size));
      if (all.size() > BODY_LIMIT) {
        throw new MalformedRequestException(413, "the body is too long");
      }
      if (!line().isEmpty()) {
        throw new MalformedRequestException(400, "a chunk does not end where it should");
      }
    }
    skipTrailers();
    return all.toByteArray();
  }

  private void skipTrailers() throws IOException {
    boolean more = true;
    while (more) {
      more = !line().isEmpty();
    }
  }

  private byte[] exactly(int length) throws IOException {
    if (length > BODY_LIMIT) {
      throw new MalformedRequestException(413, "the body is too long");
    }
    byte[] bytes = input.readNBytes(length);
    if (bytes.length < length) {
      throw new EOFException("the body ends early");
    }
    return bytes;
  }

  private static int number(String text, int radix) throws IOException {
    try {
      return Integer.parseUnsignedInt(text, radix) & Integer.MAX_VALUE;
    } catch (NumberFormatException e) {
      throw new MalformedRequestException(400, "not a length");
    }
  }

  private String line() throws IOException {
    StringBuilder line = new StringBuilder();
    for (int next = input.read(); next != '\n'; next = input.read()) {
      if (next < 0) {
        throw new EOFException("the request ends early");
      }
      if (++headBytes > HEAD_LIMIT) {
        throw new MalformedRequestException(431, "the head is too long");
      }
      line.append((char) next); // ISO 8859-1, so that no byte is lost
    }
    int end = line.length() - 1;
    if (end >= 0 && line.charAt(end) == '\r') {
      line.setLength(end);
    }
    return line.toString();
  }

  private static @Nullable String first(Map<String, List<String>> headers, String name) {
    List<String> values = headers.get(name);
    return values == null ? null : values.get(0);
  }
}
