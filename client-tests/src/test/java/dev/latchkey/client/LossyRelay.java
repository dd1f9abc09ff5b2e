package dev.latchkey.client;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;

/**
 * A way to a server of this machine that can be cut, as a firewall cuts one: nothing is refused,
 * and nothing arrives.
 */
final class LossyRelay implements AutoCloseable {

  private final int target;
  private final ServerSocket server;
  private final Set<Socket> sockets = ConcurrentHashMap.newKeySet();
  private final ExecutorService threads = Executors.newCachedThreadPool();
  private volatile boolean cut;

  LossyRelay(int target) throws IOException {
    this.target = target;
    this.server = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
    threads.execute(this::accept);
  }

  int port() {
    return server.getLocalPort();
  }

  void cut() {
    cut = true;
  }

  /** Lets everything through again; connections from before are broken. */
  void heal() {
    closeSockets();
    cut = false;
  }

  private void accept() {
    try {
      while (true) {
        Socket incoming = server.accept();
        sockets.add(incoming);
        if (!cut) {
          join(incoming);
        }
      }
    } catch (IOException e) {
      // It is closed.
    }
  }

  private void join(Socket incoming) {
    try {
      Socket outgoing = new Socket(InetAddress.getLoopbackAddress(), target);
      sockets.add(outgoing);
      threads.execute(() -> pass(incoming, outgoing));
      threads.execute(() -> pass(outgoing, incoming));
    } catch (IOException e) {
      close(incoming);
    }
  }

  private void pass(Socket from, Socket to) {
    try (from;
        to) {
      InputStream in = from.getInputStream();
      OutputStream out = to.getOutputStream();
      byte[] buffer = new byte[16_384];
      for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
        if (!cut) {
          out.write(buffer, 0, count);
        }
      }
    } catch (IOException e) {
      // Either end has gone.
    } finally {
      sockets.remove(from);
      sockets.remove(to);
    }
  }

  private void closeSockets() {
    sockets.forEach(LossyRelay::close);
    sockets.clear();
  }

  private static void close(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is gone either way.
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    closeSockets();
    threads.shutdownNow();
  }
}
