package dev.latchkey.spi.tck;

import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.net.UnknownHostException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/**
 * A server on loopback that keeps what it received and answers, byte by byte, what a script says,
 * good HTTP or not. A thread per connection; nothing is parsed beyond a head and its length.
 *
 * @since 0.1
 */
public final class RecordingServer implements AutoCloseable {

  static final String THREAD_NAME = "recording-server";

  private final ServerSocket listener;
  private final @Nullable SSLContext tls;
  private final Script script;
  private final CountDownLatch closed = new CountDownLatch(1);
  private final List<Request> requests = new CopyOnWriteArrayList<>();
  private final Set<Socket> open = ConcurrentHashMap.newKeySet();
  private final AtomicInteger connections = new AtomicInteger();
  private final AtomicLong bytesRead = new AtomicLong();
  private final AtomicLong bytesWritten = new AtomicLong();
  private final AtomicInteger exchanges = new AtomicInteger();
  private final AtomicInteger mostExchanges = new AtomicInteger();

  private RecordingServer(@Nullable SSLContext tls, Script script) {
    this.tls = tls;
    this.script = script;
    try {
      this.listener = new ServerSocket(0, 256, loopback());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
    startThread(this::accept);
  }

  /**
   * Starts a server without TLS.
   *
   * @param script what to do with each connection
   * @return the server
   */
  public static RecordingServer start(Script script) {
    return new RecordingServer(null, script);
  }

  /**
   * Starts a server with TLS, which asks for a client certificate but does not insist.
   *
   * @param context what it presents
   * @param script what to do with each connection once hands are shaken
   * @return the server
   */
  public static RecordingServer startTls(SSLContext context, Script script) {
    return new RecordingServer(context, script);
  }

  /**
   * A script that answers every request of a connection alike.
   *
   * @param status the status
   * @param fields header lines without line ends, the length excepted
   * @param body the body
   * @return the script
   */
  public static Script always(int status, List<String> fields, byte[] body) {
    return connection -> {
      while (connection.read() != null) {
        connection.respond(status, fields, body);
      }
    };
  }

  /** {@return 127.0.0.1, also where the machine prefers IPv6} */
  static InetAddress loopback() {
    return loopback(1);
  }

  /** {@return 127.0.0.n} */
  static InetAddress loopback(int n) {
    try {
      return InetAddress.getByAddress(new byte[] {127, 0, 0, (byte) n});
    } catch (UnknownHostException e) {
      throw new IllegalStateException(e);
    }
  }

  private static void startThread(Runnable task) {
    Thread thread = new Thread(task, THREAD_NAME);
    thread.setDaemon(true);
    thread.start();
  }

  private void accept() {
    while (closed.getCount() > 0) {
      try {
        Socket socket = listener.accept();
        int number = connections.incrementAndGet();
        open.add(socket);
        startThread(() -> serve(socket, number));
      } catch (IOException e) {
        // Closed.
        return;
      }
    }
  }

  private void serve(Socket plain, int number) {
    try (plain) {
      plain.setTcpNoDelay(true);
      Socket socket = plain;
      if (tls != null) {
        SSLSocket secured =
            (SSLSocket) tls.getSocketFactory().createSocket(plain, null, plain.getPort(), false);
        secured.setUseClientMode(false);
        secured.setWantClientAuth(true);
        secured.startHandshake();
        socket = secured;
      }
      script.serve(new Connection(plain, socket, number));
    } catch (IOException e) {
      // The other side went away, or never came as far as a handshake; tests look at what came.
    } finally {
      open.remove(plain);
    }
  }

  /** {@return the port} */
  public int port() {
    return listener.getLocalPort();
  }

  /**
   * An address at this server.
   *
   * @param pathAndQuery with the leading slash
   * @return the address, by IP
   */
  public URI uri(String pathAndQuery) {
    return URI.create((tls == null ? "http" : "https") + "://127.0.0.1:" + port() + pathAndQuery);
  }

  /** {@return the requests that came whole, in order} */
  public List<Request> requests() {
    return List.copyOf(requests);
  }

  /** {@return the number of connections that were accepted so far} */
  public int connections() {
    return connections.get();
  }

  /** {@return the number of connections that neither side has closed} */
  public int openConnections() {
    return open.size();
  }

  /** {@return the bytes received, inside TLS if there is any} */
  public long bytesRead() {
    return bytesRead.get();
  }

  /** {@return the bytes sent, inside TLS if there is any} */
  public long bytesWritten() {
    return bytesWritten.get();
  }

  /** {@return the most requests that were between read and answered at once} */
  public int mostExchanges() {
    return mostExchanges.get();
  }

  @Override
  public void close() {
    closed.countDown();
    try {
      listener.close();
      for (Socket socket : open) {
        socket.close();
      }
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /**
   * What to do with a connection, which is closed afterwards.
   *
   * @since 0.1
   */
  @FunctionalInterface
  public interface Script {

    /**
     * Serves one connection.
     *
     * @param connection the connection
     * @throws IOException if the other side goes away
     */
    void serve(Connection connection) throws IOException;
  }

  /**
   * One request as it came.
   *
   * @param line the request line
   * @param fields the header lines, verbatim
   * @param body the body
   * @param clientName the subject of the client certificate, or null if none was presented
   * @param connection the number of the connection, from 1
   * @since 0.1
   */
  public record Request(
      String line, List<String> fields, String body, @Nullable String clientName, int connection) {

    /**
     * Reads a header field.
     *
     * @param name its name
     * @return its first value
     */
    public Optional<String> field(String name) {
      String start = name.toLowerCase(Locale.ROOT) + ":";
      return fields.stream()
          .filter(field -> field.toLowerCase(Locale.ROOT).startsWith(start))
          .map(field -> field.substring(start.length()).strip())
          .findFirst();
    }
  }

  /**
   * One connection, in the hands of a script.
   *
   * @since 0.1
   */
  public final class Connection {

    private final Socket plain;
    private final Socket socket;
    private final InputStream in;
    private final OutputStream out;
    private final int number;

    private Connection(Socket plain, Socket socket, int number) throws IOException {
      this.number = number;
      this.plain = plain;
      this.socket = socket;
      this.in = new BufferedInputStream(socket.getInputStream());
      this.out = socket.getOutputStream();
    }

    /**
     * Reads a request and records it.
     *
     * @return the request, or null at the end of the stream
     * @throws IOException if the other side goes away
     */
    public @Nullable Request read() throws IOException {
      String head = readHead();
      if (head == null) {
        return null;
      }
      List<String> lines = head.lines().filter(line -> !line.isEmpty()).toList();
      List<String> fields = lines.subList(1, lines.size());
      Request bare = new Request(lines.get(0), fields, "", clientName(), number);
      int length = bare.field("content-length").map(Integer::parseInt).orElse(0);
      byte[] body = in.readNBytes(length);
      bytesRead.addAndGet(body.length);
      Request request =
          new Request(
              bare.line(),
              fields,
              new String(body, StandardCharsets.UTF_8),
              bare.clientName(),
              number);
      requests.add(request);
      mostExchanges.accumulateAndGet(exchanges.incrementAndGet(), Math::max);
      return request;
    }

    /** Reads bytes as they are; fewer at the end of the stream. */
    byte[] readBytes(int length) throws IOException {
      byte[] bytes = in.readNBytes(length);
      bytesRead.addAndGet(bytes.length);
      return bytes;
    }

    private @Nullable String readHead() throws IOException {
      ByteArrayOutputStream head = new ByteArrayOutputStream();
      int state = 0;
      while (state < 4) {
        int next = in.read();
        if (next < 0) {
          return null;
        }
        bytesRead.incrementAndGet();
        head.write(next);
        state = next == "\r\n\r\n".charAt(state) ? state + 1 : next == '\r' ? 1 : 0;
      }
      return head.toString(StandardCharsets.ISO_8859_1);
    }

    private @Nullable String clientName() {
      try {
        return socket instanceof SSLSocket secured
            ? secured.getSession().getPeerPrincipal().getName()
            : null;
      } catch (SSLPeerUnverifiedException e) {
        return null;
      }
    }

    /**
     * Sends a whole answer.
     *
     * @param status the status
     * @param fields header lines without line ends, the length excepted
     * @param body the body
     * @throws IOException if the other side goes away
     */
    public void respond(int status, List<String> fields, byte[] body) throws IOException {
      StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Whatever\r\n");
      fields.forEach(field -> head.append(field).append("\r\n"));
      head.append("Content-Length: ").append(body.length).append("\r\n\r\n");
      ByteArrayOutputStream all = new ByteArrayOutputStream();
      all.writeBytes(head.toString().getBytes(StandardCharsets.UTF_8));
      all.writeBytes(body);
      exchanges.decrementAndGet();
      write(all.toByteArray());
    }

    /**
     * Sends text as it is, in UTF-8.
     *
     * @param text the text
     * @throws IOException if the other side goes away
     */
    public void write(String text) throws IOException {
      write(text.getBytes(StandardCharsets.UTF_8));
    }

    /**
     * Sends bytes as they are.
     *
     * @param bytes the bytes
     * @throws IOException if the other side goes away
     */
    public void write(byte[] bytes) throws IOException {
      out.write(bytes);
      out.flush();
      bytesWritten.addAndGet(bytes.length);
    }

    /**
     * Sends text again and again, until the other side or the server closes.
     *
     * @param text what to send
     * @param pause how long to wait before each time
     * @throws IOException when the other side goes away
     */
    public void drip(String text, Duration pause) throws IOException {
      while (!pause(pause)) {
        write(text);
      }
    }

    /**
     * Waits.
     *
     * @param duration how long
     * @return whether the server was closed meanwhile
     * @throws IOException if the thread is interrupted
     */
    public boolean pause(Duration duration) throws IOException {
      try {
        return closed.await(duration.toNanos(), TimeUnit.NANOSECONDS);
      } catch (InterruptedException e) {
        throw new IOException(e);
      }
    }

    /**
     * Says nothing until the other side closes.
     *
     * @throws IOException when the other side goes away
     */
    public void hang() throws IOException {
      while (in.read() >= 0) {
        bytesRead.incrementAndGet();
      }
    }

    /**
     * Passes bytes both ways between this connection and a port on loopback, as a proxy does.
     *
     * @param port where to
     * @throws IOException if either side goes away
     */
    public void relayTo(int port) throws IOException {
      try (Socket other = new Socket(loopback(), port)) {
        startThread(() -> copy(other));
        in.transferTo(other.getOutputStream());
      }
    }

    private void copy(Socket other) {
      try {
        other.getInputStream().transferTo(out);
        plain.close();
      } catch (IOException e) {
        // Either side is gone.
      }
    }
  }
}
