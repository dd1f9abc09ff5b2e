package dev.latchkey.spi.tck;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** A client that sends any bytes to a listener, and reads what comes until the end. */
final class RawHttp {

  private static final int LONGEST_MILLIS = 5_000;

  private RawHttp() {}

  @SuppressWarnings("AddressSelection") // nothing is looked up
  static InetAddress literal(String address) throws UnknownHostException {
    return InetAddress.getByName(address);
  }

  static Socket connect(String address, int port) throws IOException {
    Socket socket = new Socket();
    socket.connect(new InetSocketAddress(literal(address), port), LONGEST_MILLIS);
    socket.setSoTimeout(LONGEST_MILLIS);
    return socket;
  }

  /** {@return the answer to these bytes; empty if the connection ended without one} */
  static Reply send(String address, int port, String bytes) {
    try (Socket socket = connect(address, port)) {
      return send(socket, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  static Reply send(Socket socket, String bytes) throws IOException {
    socket.getOutputStream().write(bytes.getBytes(StandardCharsets.ISO_8859_1));
    return new Reply(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
  }

  static String get(URI redirectUri, String query) {
    return "GET " + path(redirectUri) + query + " HTTP/1.1\r\n" + host(redirectUri) + "\r\n";
  }

  static String post(URI redirectUri, String body) {
    return "POST "
        + path(redirectUri)
        + " HTTP/1.1\r\n"
        + host(redirectUri)
        + "Content-Type: application/x-www-form-urlencoded\r\n"
        + "Content-Length: "
        + body.length()
        + "\r\n\r\n"
        + body;
  }

  static String host(URI redirectUri) {
    return "Host: localhost:" + redirectUri.getPort() + "\r\n";
  }

  private static String path(URI redirectUri) {
    return redirectUri.getRawPath().isEmpty() ? "/" : redirectUri.getRawPath();
  }

  /** What came back. */
  record Reply(String text) {

    int status() {
      return text.startsWith("HTTP/1.1 ") ? Integer.parseInt(text.substring(9, 12)) : 0;
    }

    Optional<String> header(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return Arrays.stream(head().split("\r\n", -1))
          .filter(line -> line.toLowerCase(Locale.ROOT).startsWith(start))
          .map(line -> line.substring(start.length()).strip())
          .findFirst();
    }

    String head() {
      return text.substring(0, end());
    }

    String body() {
      return text.substring(Math.min(text.length(), end() + 4));
    }

    private int end() {
      int end = text.indexOf("\r\n\r\n");
      return end < 0 ? text.length() : end;
    }
  }
}
