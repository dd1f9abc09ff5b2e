package dev.latchkey.adapters.http;

import dev.latchkey.spi.http.HostAndPort;
import dev.latchkey.spi.http.HttpRequest;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.apache.hc.core5.http.HttpEntityContainer;
import org.apache.hc.core5.http.HttpHost;
import org.apache.hc.core5.http.HttpMessage;

/**
 * A request in the library's terms.
 *
 * @param request what the caller sends
 * @param scheme its scheme in lower case
 * @param peer whom it is for
 */
record Outgoing(HttpRequest request, String scheme, HostAndPort peer) {

  // The library writes these itself; a second one would let two readers see two requests.
  private static final Set<String> OURS =
      Set.of("host", "content-length", "transfer-encoding", "connection", "proxy-authorization");

  static Outgoing of(HttpRequest request) {
    URI uri = request.uri();
    String host = uri.getHost();
    if (host.startsWith("[")) {
      host = host.substring(1, host.length() - 1);
    }
    String scheme = uri.getScheme().toLowerCase(Locale.ROOT);
    int port = uri.getPort() > 0 ? uri.getPort() : scheme.equals("https") ? 443 : 80;
    return new Outgoing(request, scheme, new HostAndPort(host, port));
  }

  HttpHost host() {
    return new HttpHost(scheme, peer.host(), peer.port());
  }

  String method() {
    return request.method().name();
  }

  /** Adds the fields and the body. */
  <M extends HttpMessage & HttpEntityContainer> void fill(M message) {
    for (Map.Entry<String, List<String>> field : request.headers().asMap().entrySet()) {
      if (!OURS.contains(field.getKey())) {
        for (String value : field.getValue()) {
          message.addHeader(field.getKey(), value);
        }
      }
    }
    if (!request.headers().asMap().containsKey("accept-encoding")) {
      message.addHeader("accept-encoding", "gzip");
    }
    if (request.method() == HttpRequest.Method.POST) {
      message.setEntity(new OneShotBody(request.body()));
    }
  }
}
