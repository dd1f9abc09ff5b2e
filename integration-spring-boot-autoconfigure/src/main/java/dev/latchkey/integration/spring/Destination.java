package dev.latchkey.integration.spring;

import dev.latchkey.integration.http.TokenHosts;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpHeaders;

/** Whether a request may have a token put on. */
final class Destination {

  private Destination() {}

  static boolean mayHaveToken(TokenHosts hosts, URI uri, HttpHeaders headers) {
    return !headers.containsHeader(HttpHeaders.AUTHORIZATION)
        && hosts.mayHaveToken(uri)
        && namesNobodyElse(hosts, uri, headers.getFirst(HttpHeaders.HOST));
  }

  // The connection goes where the address says, the Host header tells the authority: both ends
  // see the token.
  private static boolean namesNobodyElse(TokenHosts hosts, URI uri, @Nullable String authority) {
    if (authority == null) {
      return true;
    }
    try {
      return hosts.mayHaveToken(URI.create(uri.getScheme() + "://" + authority + "/"));
    } catch (IllegalArgumentException e) {
      return false;
    }
  }
}
