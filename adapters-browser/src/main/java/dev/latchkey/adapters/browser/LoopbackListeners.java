package dev.latchkey.adapters.browser;

import dev.latchkey.domain.error.ConfigurationException;
import dev.latchkey.domain.error.FailureDetails;
import dev.latchkey.spi.browser.RedirectListener;
import dev.latchkey.spi.browser.RedirectListeners;
import dev.latchkey.spi.browser.RedirectSettings;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.NetworkInterface;
import java.net.ServerSocket;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Binds one port on every loopback address that the machine has: browsers take {@code localhost}
 * for either, and whoever held the port on the other one would get the answer.
 */
final class LoopbackListeners implements RedirectListeners {

  private static final List<String> LOOPBACK = List.of("127.0.0.1", "::1");
  private static final int BACKLOG = 128;
  // A free port of one address may be taken on the other.
  private static final int ATTEMPTS = 20;

  @Override
  public RedirectListener open(RedirectSettings settings) {
    int attempts = settings.port() == 0 ? ATTEMPTS : 1;
    IOException last = null;
    for (int i = 0; i < attempts; i++) {
      try {
        return LoopbackListener.start(bind(settings.port()), settings.path());
      } catch (IOException e) {
        last = e;
      }
    }
    throw unavailable(settings.port(), last);
  }

  private static List<ServerSocket> bind(int port) throws IOException {
    List<ServerSocket> sockets = new ArrayList<>();
    int chosen = port;
    try {
      for (String address : LOOPBACK) {
        InetAddress loopback = InetAddress.getByName(address);
        if (NetworkInterface.getByInetAddress(loopback) != null) {
          ServerSocket socket = new ServerSocket();
          sockets.add(socket);
          socket.bind(new InetSocketAddress(loopback, chosen), BACKLOG);
          chosen = socket.getLocalPort();
        }
      }
      if (sockets.isEmpty()) {
        throw new IOException("no loopback address");
      }
      return sockets;
    } catch (IOException e) {
      for (ServerSocket socket : sockets) {
        socket.close();
      }
      throw e;
    }
  }

  private static ConfigurationException unavailable(int port, @Nullable IOException cause) {
    return new ConfigurationException(
        port == 0
            ? "no port can be listened on at 127.0.0.1 and [::1]; check that the machine has a"
                + " loopback interface and that the process may listen on it"
            : "redirect port "
                + port
                + " cannot be had on 127.0.0.1 and [::1]: another program has it, or it needs"
                + " privileges; set port 0 for a free one, or end that program",
        FailureDetails.none(),
        cause);
  }
}
