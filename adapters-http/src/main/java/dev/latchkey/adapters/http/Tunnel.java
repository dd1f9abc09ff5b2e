package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.spi.http.HostAndPort;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/** Asks a proxy for a tunnel (RFC 9110, section 9.3.6). */
final class Tunnel {

  private static final Pattern STATUS_LINE = Pattern.compile("HTTP/1\\.[01] ([1-9]\\d\\d)( .*)?");
  private static final int MAX_HEAD = 8 << 10;

  private Tunnel() {}

  static void open(
      Socket socket, HostAndPort proxy, HostAndPort target, @Nullable String authorization) {
    String authority =
        (target.host().contains(":") ? "[" + target.host() + "]" : target.host())
            + ":"
            + target.port();
    String head =
        "CONNECT "
            + authority
            + " HTTP/1.1\r\nHost: "
            + authority
            + (authorization == null ? "" : "\r\nProxy-Authorization: " + authorization)
            + "\r\n\r\n";
    try {
      socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
      check(statusLine(socket.getInputStream()), proxy, target);
    } catch (IOException e) {
      throw new TransportException(
          Reason.NOT_CONNECTED,
          "proxy " + proxy + " closed the connection when asked for " + target + "; check it",
          e);
    }
  }

  private static void check(String line, HostAndPort proxy, HostAndPort target) {
    Matcher matcher = STATUS_LINE.matcher(line);
    if (!matcher.matches()) {
      throw new TransportException(
          Reason.NOT_CONNECTED,
          "proxy " + proxy + " does not answer in HTTP; check the proxy setting",
          null);
    }
    int status = Integer.parseInt(matcher.group(1));
    if (status < 200 || status > 299) {
      throw refused(proxy, target, status);
    }
  }

  static TransportException refused(HostAndPort proxy, HostAndPort target, int status) {
    return new TransportException(
        Reason.NOT_CONNECTED,
        status == 407
            ? "proxy " + proxy + " wants credentials (407); check user and password of the proxy"
            : "proxy " + proxy + " refused the way to " + target + " with status " + status,
        FailureDetails.none().withAnswer(status, null, null),
        null);
  }

  // Byte by byte: what follows the empty line belongs to TLS.
  private static String statusLine(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    while (head.length() < MAX_HEAD) {
      int next = in.read();
      if (next < 0) {
        throw new IOException("end of stream");
      }
      head.append((char) next);
      if (next == '\n' && (endsWith(head, "\r\n\r\n") || endsWith(head, "\n\n"))) {
        return head.substring(0, head.indexOf("\n")).strip();
      }
    }
    throw new IOException("head of more than " + MAX_HEAD + " bytes");
  }

  private static boolean endsWith(StringBuilder text, String end) {
    return text.length() >= end.length() && text.indexOf(end, text.length() - end.length()) >= 0;
  }
}
