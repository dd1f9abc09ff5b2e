package dev.latchkey.sandbox;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.PushbackInputStream;
import java.net.Socket;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import javax.net.ssl.ExtendedSSLSession;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SNIServerName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLPeerUnverifiedException;
import javax.net.ssl.SSLSession;
import javax.net.ssl.SSLSocket;
import org.jspecify.annotations.Nullable;

/** Serves one connection: handshake, then request after request until one side has enough. */
final class Connection {

  /** Answers one exchange; false if the connection is to be closed. */
  @FunctionalInterface
  interface Handler {
    boolean handle(Exchange exchange) throws IOException;
  }

  private static final Duration IDLE = Duration.ofMinutes(2);

  // How long a fault waits for the client to go: outlives every test, but not a forgotten process.
  private static final Duration PATIENCE = Duration.ofHours(1);

  private final Socket plain;
  private final long number;
  private final Duration readLimit;
  private final CountDownLatch closing;

  Connection(Socket plain, long number, Duration readLimit, CountDownLatch closing) {
    this.plain = plain;
    this.number = number;
    this.readLimit = readLimit;
    this.closing = closing;
  }

  /** Serves what comes without TLS, as endpoints of a machine's own are. */
  void serve(Handler handler) throws IOException {
    plain.setTcpNoDelay(true);
    plain.setSoTimeout((int) readLimit.toMillis());
    serve(plain, null, List.of(), handler);
  }

  void serve(SSLContext tls, Handler handler) throws IOException {
    // The layered socket is made over the plain one, so that a refused or reset connection never
    // gets this far.
    try (SSLSocket socket = (SSLSocket) tls.getSocketFactory().createSocket(plain, null, true)) {
      socket.setUseClientMode(false);
      socket.setWantClientAuth(true);
      socket.setTcpNoDelay(true);
      socket.setSoTimeout((int) readLimit.toMillis());
      socket.startHandshake();
      String serverName = serverName(socket.getSession());
      List<X509Certificate> clientChain = clientChain(socket.getSession());
      serve(socket, serverName, clientChain, handler);
    }
  }

  private void serve(
      Socket socket,
      @Nullable String serverName,
      List<X509Certificate> clientChain,
      Handler handler)
      throws IOException {
    DeadlineInput timed = new DeadlineInput(socket);
    PushbackInputStream input = new PushbackInputStream(new BufferedInputStream(timed));
    RequestReader reader = new RequestReader(input, serverName, clientChain, number);
    while (awaitRequest(timed, input)) {
      if (!answerOne(socket, timed, input, reader, handler)) {
        return;
      }
    }
  }

  private boolean answerOne(
      Socket socket,
      DeadlineInput timed,
      PushbackInputStream input,
      RequestReader reader,
      Handler handler)
      throws IOException {
    try {
      WireRequest request =
          reader.read(
              () -> socket.getOutputStream().write(Exchange.head(100, List.of(), "", true)));
      timed.within(PATIENCE);
      return handler.handle(new Exchange(request, plain, socket, input, closing));
    } catch (RequestReader.MalformedRequestException e) {
      List<Answer.Header> none = List.of();
      socket.getOutputStream().write(Exchange.head(e.status(), none, "Content-Length: 0", false));
      return false;
    }
  }

  private boolean awaitRequest(DeadlineInput timed, PushbackInputStream input) throws IOException {
    timed.within(IDLE);
    int first = input.read();
    if (first < 0) {
      return false;
    }
    input.unread(first);
    timed.within(readLimit);
    return true;
  }

  private static List<X509Certificate> clientChain(SSLSession session) {
    try {
      return Arrays.stream(session.getPeerCertificates()).map(X509Certificate.class::cast).toList();
    } catch (SSLPeerUnverifiedException none) {
      return List.of();
    }
  }

  private static @Nullable String serverName(SSLSession session) {
    if (session instanceof ExtendedSSLSession extended) {
      for (SNIServerName name : extended.getRequestedServerNames()) {
        if (name instanceof SNIHostName host) {
          return host.getAsciiName();
        }
      }
    }
    return null;
  }
}
