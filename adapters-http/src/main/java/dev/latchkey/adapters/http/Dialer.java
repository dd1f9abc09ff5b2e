package dev.latchkey.adapters.http;

import dev.latchkey.domain.error.TransportException;
import dev.latchkey.domain.error.TransportException.Reason;
import dev.latchkey.spi.http.HostAndPort;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.Socket;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Iterator;
import java.util.List;
import javax.net.ssl.SSLSocket;
import org.apache.hc.client5.http.io.HttpClientConnectionOperator;
import org.apache.hc.client5.http.io.ManagedHttpClientConnection;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.io.SocketConfig;
import org.apache.hc.core5.http.protocol.HttpContext;
import org.apache.hc.core5.net.NamedEndpoint;
import org.apache.hc.core5.util.TimeValue;
import org.apache.hc.core5.util.Timeout;
import org.jspecify.annotations.Nullable;

/**
 * Makes connections in place of the library's operator: one time limit over look-up, connecting,
 * tunnel and handshake; another address to dial than the one that TLS checks; and errors that say
 * how far it came. The library sees direct routes only, so that it never takes a proxy's answer for
 * the server's.
 */
final class Dialer implements HttpClientConnectionOperator {

  private final Egress egress;
  private final NameLookup names;
  private final TlsSockets tls;
  private final Duration connectTimeout;

  Dialer(Egress egress, NameLookup names, TlsSockets tls, Duration connectTimeout) {
    this.egress = egress;
    this.names = names;
    this.tls = tls;
    this.connectTimeout = connectTimeout;
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable InetSocketAddress local,
      @Nullable TimeValue timeout,
      @Nullable SocketConfig config,
      HttpContext context)
      throws IOException {
    dial(connection, host, Exchange.of(context));
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable InetSocketAddress local,
      @Nullable Timeout timeout,
      @Nullable SocketConfig config,
      @Nullable Object attachment,
      HttpContext context)
      throws IOException {
    dial(connection, host, Exchange.of(context));
  }

  @Override
  public void connect(
      ManagedHttpClientConnection connection,
      HttpHost host,
      @Nullable NamedEndpoint name,
      @Nullable Path unixSocket,
      @Nullable InetSocketAddress local,
      @Nullable Timeout timeout,
      @Nullable SocketConfig config,
      @Nullable Object attachment,
      HttpContext context)
      throws IOException {
    dial(connection, host, Exchange.of(context));
  }

  @Override
  public void upgrade(ManagedHttpClientConnection connection, HttpHost host, HttpContext context) {
    throw new IllegalStateException("routes are direct, so nothing is upgraded");
  }

  private void dial(ManagedHttpClientConnection connection, HttpHost host, Exchange exchange)
      throws IOException {
    exchange.connecting(connectTimeout);
    HostAndPort asked = new HostAndPort(host.getHostName(), host.getPort());
    Egress.Hop hop = egress.hop(host.getSchemeName(), asked);
    Socket socket = reach(hop, exchange);
    boolean bound = false;
    try {
      if (hop.tunnelTo() != null) {
        Tunnel.open(socket, hop.dial(), hop.tunnelTo(), egress.proxyAuthorization());
      }
      if (host.getSchemeName().equals("https")) {
        exchange.shakingHands();
        SSLSocket secured = shakeHands(socket, asked);
        connection.bind(secured, socket);
      } else {
        connection.bind(socket);
      }
      exchange.connected();
      bound = true;
    } finally {
      if (!bound) {
        closeQuietly(socket);
      }
    }
  }

  private Socket reach(Egress.Hop hop, Exchange exchange) {
    List<InetAddress> addresses = names.lookUp(hop.dial().host(), exchange);
    IOException last = null;
    Iterator<InetAddress> rest = addresses.iterator();
    for (int left = addresses.size(); left > 0 && exchange.stopped() == null; left--) {
      // Each address gets its share, so that a dead first one does not use up the others' time.
      long share = exchange.nanosToConnect() / left / 1_000_000;
      if (share == 0) {
        break;
      }
      Socket socket = new Socket();
      exchange.onStop(() -> closeQuietly(socket));
      try {
        socket.setTcpNoDelay(true);
        socket.connect(
            new InetSocketAddress(rest.next(), hop.dial().port()),
            (int) Math.min(share, Integer.MAX_VALUE));
        return socket;
      } catch (IOException e) {
        closeQuietly(socket);
        last = e;
      }
    }
    throw new TransportException(
        Reason.NOT_CONNECTED,
        "no connection to "
            + (hop.proxied() ? "proxy " : "")
            + hop.dial()
            + "; check that it is up and that firewall and proxy settings let it through",
        last);
  }

  private SSLSocket shakeHands(Socket socket, HostAndPort asked) {
    try {
      return tls.secure(socket, asked);
    } catch (IOException e) {
      throw new TransportException(
          Reason.UNTRUSTED,
          "the TLS handshake with "
              + asked
              + " failed; check its certificate, the trusted authorities and the protocol version",
          e);
    }
  }

  private static void closeQuietly(Socket socket) {
    try {
      socket.close();
    } catch (IOException e) {
      // It is given up anyway.
    }
  }
}
