package dev.latchkey.sandbox;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.BooleanSupplier;
import javax.net.ssl.SSLContext;
import org.jspecify.annotations.Nullable;

/**
 * A small HTTPS server on the loopback address, one thread for each connection.
 *
 * <p>It is made by hand because the faults need the bare socket: to reset it, to send half an
 * answer or none.
 */
final class LoopbackServer implements AutoCloseable {

  // Thousands of callers may connect at once; the default of 50 would make some of them wait for a
  // second try.
  private static final int BACKLOG = 4096;

  private static final Duration CLOSE_PATIENCE = Duration.ofSeconds(5);

  private final ServerSocket listener;
  private final @Nullable SSLContext tls;
  private final Duration readLimit;
  private final BooleanSupplier refuses;
  private final Connection.Handler handler;
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicLong accepted = new AtomicLong();
  private final CountDownLatch closing = new CountDownLatch(1);
  private final Thread acceptor;

  private LoopbackServer(
      ServerSocket listener,
      @Nullable SSLContext tls,
      Duration readLimit,
      BooleanSupplier refuses,
      Connection.Handler handler) {
    this.listener = listener;
    this.tls = tls;
    this.readLimit = readLimit;
    this.refuses = refuses;
    this.handler = handler;
    acceptor = thread("accept", this::acceptAll);
  }

  /** Serves what comes to the listener, until closed; without TLS if there is none. */
  static LoopbackServer start(
      ServerSocket listener,
      @Nullable SSLContext tls,
      Duration readLimit,
      BooleanSupplier refuses,
      Connection.Handler handler) {
    LoopbackServer server = new LoopbackServer(listener, tls, readLimit, refuses, handler);
    server.acceptor.start();
    return server;
  }

  /**
   * Binds the port, or a free one for 0. A step of its own, so that what is served can know its own
   * address.
   */
  static ServerSocket listen(int port) throws IOException {
    ServerSocket socket = new ServerSocket();
    try {
      socket.setReuseAddress(true);
      socket.bind(
          new InetSocketAddress(InetAddress.getByAddress(new byte[] {127, 0, 0, 1}), port),
          BACKLOG);
      return socket;
    } catch (IOException e) {
      socket.close();
      throw e;
    }
  }

  private static Thread thread(String name, Runnable task) {
    Thread thread = new Thread(task, "latchkey-sandbox-" + name);
    thread.setDaemon(true);
    return thread;
  }

  private void acceptAll() {
    while (closing.getCount() > 0) {
      try {
        Socket socket = listener.accept();
        if (refuses.getAsBoolean()) {
          socket.setSoLinger(true, 0);
          socket.close();
        } else {
          admit(socket);
        }
      } catch (IOException e) {
        if (listener.isClosed()) {
          return;
        }
        // Out of descriptors, or a client that had already gone: the next one may do better.
      }
    }
  }

  private void admit(Socket socket) throws IOException {
    open.add(socket);
    if (closing.getCount() == 0) {
      // close() may have gone through the set before this socket was in it.
      socket.close();
      return;
    }
    long number = accepted.incrementAndGet();
    thread("connection-" + number, () -> serve(socket, number)).start();
  }

  private void serve(Socket socket, long number) {
    try (socket) {
      Connection connection = new Connection(socket, number, readLimit, closing);
      if (tls == null) {
        connection.serve(handler);
      } else {
        connection.serve(tls, handler);
      }
    } catch (IOException e) {
      // The client has gone, or did not trust us: its side says so, and there is nobody here to
      // tell.
    } finally {
      open.remove(socket);
    }
  }

  /**
   * Stops listening and drops every connection at once, whatever it is doing. Further calls do
   * nothing.
   */
  @Override
  public void close() {
    closing.countDown();
    closeQuietly(listener);
    // The bare sockets: closing a TLS socket would wait for a thread that is blocked in a write.
    open.forEach(LoopbackServer::closeQuietly);
    awaitAcceptor();
  }

  /**
   * The system keeps the port until the thread that waits there has left; the next server may want
   * it at once.
   */
  private void awaitAcceptor() {
    try {
      acceptor.join(CLOSE_PATIENCE.toMillis());
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
  }

  private static void closeQuietly(AutoCloseable closeable) {
    try {
      closeable.close();
    } catch (Exception e) {
      // It is closed, or about to be; there is nothing left to do for it.
    }
  }
}
