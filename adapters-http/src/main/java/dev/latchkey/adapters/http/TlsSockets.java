package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.HostAndPort;
import java.io.IOException;
import java.net.Socket;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;

/** Makes TLS sockets for one identity. */
final class TlsSockets {

  private final SSLContext context;
  private final SSLParameters wanted;

  TlsSockets(SSLContext context, SSLParameters wanted) {
    this.context = context;
    this.wanted = wanted;
  }

  /** Shakes hands over a connection as if it led to the host that was asked for. */
  SSLSocket secure(Socket plain, HostAndPort asked) throws IOException {
    SSLSocket secured =
        (SSLSocket)
            context
                .getSocketFactory()
                .createSocket(plain, asked.host(), asked.port(), /* autoClose= */ true);
    SSLParameters parameters = secured.getSSLParameters();
    parameters.setProtocols(wanted.getProtocols());
    parameters.setEndpointIdentificationAlgorithm(wanted.getEndpointIdentificationAlgorithm());
    secured.setSSLParameters(parameters);
    secured.startHandshake();
    return secured;
  }
}
