package dev.latchkey.cli.doctor;

import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpSettings;
import dev.latchkey.spi.http.Proxy;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;

/** Connects as the adapters do, for what they do not show. */
final class Way {

  private static final int LONGEST_HEAD = 8 << 10;

  private Way() {}

  static HostAndPort asked(URI uri) {
    return new HostAndPort(uri.getHost(), uri.getPort() < 0 ? 443 : uri.getPort());
  }

  static HostAndPort target(URI uri, HttpSettings settings) {
    HostAndPort asked = asked(uri);
    return settings.connectTo().getOrDefault(asked, asked);
  }

  /** Opens a connection, through the proxy if it is for the host. The caller closes it. */
  static Socket open(URI uri, HttpSettings settings) throws IOException {
    HostAndPort target = target(uri, settings);
    Proxy.Via via =
        settings.proxy() instanceof Proxy.Via proxy && proxy.isFor(target) ? proxy : null;
    HostAndPort dialled = via == null ? target : via.address();
    Socket socket = new Socket();
    try {
      int limit = (int) settings.connectTimeout().toMillis();
      socket.connect(new InetSocketAddress(dialled.host(), dialled.port()), limit);
      socket.setSoTimeout(limit);
      if (via != null) {
        tunnel(socket, via, target);
      }
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static void tunnel(Socket socket, Proxy.Via via, HostAndPort target) throws IOException {
    String head =
        "CONNECT " + target + " HTTP/1.1\r\nHost: " + target + authorization(via) + "\r\n\r\n";
    socket.getOutputStream().write(head.getBytes(StandardCharsets.ISO_8859_1));
    StringBuilder answer = new StringBuilder();
    while (answer.indexOf("\r\n\r\n") < 0) {
      int next = socket.getInputStream().read();
      if (next < 0 || answer.length() > LONGEST_HEAD) {
        throw new IOException("proxy " + via.address() + " does not answer in HTTP");
      }
      answer.append((char) next);
    }
    if (!answer.toString().matches("(?s)HTTP/1\\.[01] 2\\d\\d[ \r].*")) {
      throw new IOException("proxy " + via.address() + " refuses the way to " + target);
    }
  }

  private static String authorization(Proxy.Via via) {
    if (via.user() == null || via.password() == null) {
      return "";
    }
    byte[] pair = (via.user() + ":" + via.password().reveal()).getBytes(StandardCharsets.UTF_8);
    return "\r\nProxy-Authorization: Basic " + Base64.getEncoder().encodeToString(pair);
  }
}
