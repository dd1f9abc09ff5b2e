package dev.latchkey.adapters.browser;

import dev.latchkey.spi.browser.RedirectAnswer;
import dev.latchkey.spi.browser.RedirectCheck;
import dev.latchkey.spi.browser.RedirectListener;
import dev.latchkey.spi.time.Cancellation;
import dev.latchkey.spi.time.Deadline;
import java.io.IOException;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/** Accepts connections on each address until one brings the answer. */
final class LoopbackListener implements RedirectListener {

  private static final System.Logger LOG = System.getLogger(LoopbackListener.class.getName());

  private static final long PAUSE_MILLIS = 50;
  private static final long FREED_MILLIS = 90;

  private final List<ServerSocket> sockets;
  private final URI redirectUri;
  private final Doorkeeper doorkeeper;
  private final Reception reception = new Reception();
  private final Connections connections = new Connections();
  private final CountDownLatch closed = new CountDownLatch(1);
  private final CountDownLatch accepting;

  private LoopbackListener(List<ServerSocket> sockets, String path) {
    int port = sockets.get(0).getLocalPort();
    this.sockets = List.copyOf(sockets);
    this.accepting = new CountDownLatch(sockets.size());
    this.redirectUri = URI.create("http://localhost:" + port + path);
    this.doorkeeper = new Doorkeeper(port, path);
  }

  /**
   * Begins to listen.
   *
   * @param sockets bound, all to one port; closed by the listener
   * @param path of the redirect URI
   * @return the listener
   */
  static LoopbackListener start(List<ServerSocket> sockets, String path) {
    LoopbackListener listener = new LoopbackListener(sockets, path);
    listener.sockets.forEach(socket -> start(() -> listener.accept(socket)));
    return listener;
  }

  private static void start(Runnable task) {
    // Threads of a sign-in are no place for what its caller has in inheritable thread-locals.
    Thread thread = new Thread(null, task, "latchkey-redirect", 0, false);
    thread.setDaemon(true);
    thread.start();
  }

  @Override
  public URI redirectUri() {
    return redirectUri;
  }

  @Override
  public RedirectAnswer await(RedirectCheck check, Deadline deadline, Cancellation cancellation) {
    try {
      return reception.await(check, redirectUri, deadline, cancellation);
    } finally {
      close();
    }
  }

  @Override
  public void close() {
    closed.countDown();
    sockets.forEach(LoopbackListener::close);
    reception.close();
    connections.close();
    awaitFreePort();
  }

  // The system keeps a port for as long as a thread is on its way out of it.
  private void awaitFreePort() {
    try {
      if (!accepting.await(FREED_MILLIS, TimeUnit.MILLISECONDS)) {
        LOG.log(System.Logger.Level.DEBUG, "the redirect port is not free yet");
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private void accept(ServerSocket server) {
    try {
      while (!server.isClosed()) {
        try {
          serve(server.accept());
        } catch (IOException e) {
          if (isClosedAfterPause()) {
            return;
          }
        }
      }
    } finally {
      accepting.countDown();
    }
  }

  private void serve(Socket socket) {
    Connection connection = new Connection(socket, doorkeeper, reception, connections::leave);
    if (connections.admit(connection)) {
      start(connection);
    } else {
      connection.cut();
    }
  }

  // Without free file handles every attempt fails at once.
  private boolean isClosedAfterPause() {
    try {
      return closed.await(PAUSE_MILLIS, TimeUnit.MILLISECONDS);
    } catch (InterruptedException e) {
      return true;
    }
  }

  private static void close(ServerSocket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is closed all the same.
    }
  }
}
